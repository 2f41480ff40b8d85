"""The server of the Model Context Protocol, by the official SDK: over standard input and output, or over HTTP.

It is a process of its own: the SDK needs an event loop, and the workers of the site should not load it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote, urlsplit

import uvicorn
from django.conf import settings
from django.db import close_old_connections
from django.http import HttpRequest
from mcp import types
from mcp.server.caching import CacheHint
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.transport_security import TransportSecuritySettings
from mcp.shared.exceptions import MCPError

from eo_browser.models.replica import reading_from_replica
from eo_browser.web.api.asking import Refusal
from eo_browser.web.objects import Json
from eo_browser.web.objects.addresses import absolute
from eo_browser.web.site.limits import wait_for

from .reading import read
from .tools import BY_NAME, TOOLS, AssistantTool

PATH = "/mcp"
_LARGEST_BODY = 4_000_000  # bytes of a request over HTTP
_SAME_FOR = 3_600_000  # milliseconds for which a client may keep the lists
_INSTRUCTIONS = (
    "Presidential documents of the United States; every provision has a permanent address. Resolve a citation before "
    "you give it, quote only words that read or verify_quote returned, and give the permanent link with them. A "
    "citation that does not resolve is explained: do not replace it by a guess. This is not an official edition."
)
_PLACE = {"nearest": "The nearest place that exists", "document": "The document", "search": "A search for it"}

Context = ServerRequestContext[Any]
_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]


def assistant_server() -> Server[Any]:
    """Return the server with its tools and the resource of any address."""
    hint = CacheHint(_SAME_FOR, "public")
    return Server(
        "executive-order-browser",
        title="Executive Order Browser",
        version="1",
        instructions=_INSTRUCTIONS,
        website_url=absolute("/"),
        cache_hints={"tools/list": hint, "resources/list": hint, "resources/templates/list": hint},
        on_list_tools=_list_tools,
        on_call_tool=_call_tool,
        on_list_resources=_list_resources,
        on_list_resource_templates=_list_templates,
        on_read_resource=_read_resource,
    )


async def _list_tools(_: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
    return types.ListToolsResult(tools=[_described(one) for one in TOOLS])


def _described(one: AssistantTool) -> types.Tool:
    return types.Tool(
        name=one.name,
        title=one.title,
        description=f"{one.description} At most {one.a_minute} times a minute.",
        input_schema=one.input_schema,
        output_schema=one.output_schema,
        annotations=types.ToolAnnotations(read_only_hint=True, open_world_hint=False),
    )


async def _call_tool(context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
    tool = BY_NAME.get(params.name)
    if tool is None:
        return _refused(Refusal(404, "Not found", f"There is no tool “{params.name[:60]}”."))
    if seconds := await asyncio.to_thread(_wait, context, tool):
        limit = f"{tool.name} may be called {tool.a_minute} times a minute. The next may come in {seconds} seconds."
        return _refused(Refusal(429, "Too many requests", limit))
    answer = await asyncio.to_thread(_in_database, tool.call, params.arguments or {})
    if isinstance(answer, Refusal):
        return _refused(answer)
    text = types.TextContent(type="text", text=json.dumps(answer, ensure_ascii=False))
    return types.CallToolResult(content=[text], structured_content=answer)


def _refused(refusal: Refusal) -> types.CallToolResult:
    ways = [f"{name}: {refusal.more[key]}" for key, name in _PLACE.items() if key in refusal.more]
    last = [f"The last words: {refusal.more['moved']['last_words']}"] if refusal.status == 410 else []
    text = "\n".join([refusal.detail, *last, *ways])
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=True)


def _wait(context: Context, tool: AssistantTool) -> int:
    """The seconds until a client may call a tool again; whoever has the process to itself is never turned away."""
    asked = context.request
    if asked is None:
        return 0
    request = HttpRequest()
    forwarded = asked.headers.get("x-forwarded-for", "")
    request.META = {"REMOTE_ADDR": asked.client.host if asked.client else "", "HTTP_X_FORWARDED_FOR": forwarded}
    return wait_for(request, f"mcp {tool.name}", tool.a_minute)


def _in_database(function: Callable[..., Json | Refusal], *arguments: Any) -> Json | Refusal:
    close_old_connections()
    try:
        with reading_from_replica():
            return function(*arguments)
    finally:
        close_old_connections()


async def _list_resources(_: Context, __: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
    """None: there are more than a hundred thousand addresses; the template says what they look like."""
    return types.ListResourcesResult(resources=[])


async def _list_templates(_: Context, __: types.PaginatedRequestParams | None) -> types.ListResourceTemplatesResult:
    template = types.ResourceTemplate(
        name="address",
        title="A document or provision by its address",
        uri_template=absolute("/{+address}"),
        description="The exact words at an address of this archive, as the tool read gives them.",
        mime_type="text/plain",
    )
    return types.ListResourceTemplatesResult(resource_templates=[template])


async def _read_resource(_: Context, params: types.ReadResourceRequestParams) -> types.ReadResourceResult:
    """The whole text of an address."""
    uri = str(params.uri)
    answer = await asyncio.to_thread(_in_database, _whole, uri)
    if isinstance(answer, Refusal):
        raise MCPError(types.INVALID_PARAMS, answer.detail)
    about = "\n".join(filter(None, [answer["title"], answer["pinpoint"], answer["citation"], answer["notice"]]))
    text = f"{about}\n{answer['url']}\n\n{answer['text']}\n"
    contents = types.TextResourceContents(uri=quote(uri, safe="/~@:!$&'()*+,;=%?#"), mime_type="text/plain", text=text)
    return types.ReadResourceResult(contents=[contents])


def _whole(uri: str) -> Json | Refusal:
    """The text at an address to its end."""
    found = read(uri)
    while isinstance(found, dict) and found["next_start"] is not None:
        more = read(uri, found["next_start"])
        if isinstance(more, Refusal):
            return more
        found |= {"text": found["text"] + more["text"], "next_start": more["next_start"]}
    return found


async def serve_stdio() -> None:
    """Answer the one client at standard input until it ends."""
    server = assistant_server()
    async with stdio_server() as (reading, writing):
        await server.run(reading, writing, server.create_initialization_options())


def serve_http(host: str, port: int) -> None:
    """Answer clients over HTTP at `PATH` until the process is ended; each request stands alone, so many may serve."""
    uvicorn.run(http_application(host, port), host=host, port=port, log_level="warning", access_log=False)


def http_application(host: str, port: int) -> Callable[[_Message, _Receive, _Send], Awaitable[None]]:
    """Return the ASGI application: only the site's own name and this machine's may be asked for, only POST is taken."""
    site = urlsplit(settings.SITE_URL)
    names = [site.netloc, f"{host}:{port}", f"127.0.0.1:{port}", f"localhost:{port}"]
    security = TransportSecuritySettings(
        allowed_hosts=names, allowed_origins=[settings.SITE_URL, *(f"http://{name}" for name in names[1:])]
    )
    application = assistant_server().streamable_http_app(
        streamable_http_path=PATH,
        stateless_http=True,
        json_response=True,
        max_request_body_size=_LARGEST_BODY,
        transport_security=security,
    )

    async def only_posted(scope: _Message, receive: _Receive, send: _Send) -> None:
        """A GET would wait for events that never come."""
        if scope["type"] == "http" and scope["method"] != "POST":
            await send({"type": "http.response.start", "status": 405, "headers": [(b"allow", b"POST")]})
            await send({"type": "http.response.body", "body": b""})
            return
        await application(scope, receive, send)

    return only_posted
