"""The addresses of documents and provisions for templates, by the functions that make them everywhere else."""

from __future__ import annotations

from django import template

from eo_browser.law.model.addresses import action_address, compared_address, provision_address

register = template.Library()
register.simple_tag(provision_address)
register.simple_tag(action_address)
register.simple_tag(compared_address)
