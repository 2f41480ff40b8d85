"""References and relations between documents; both tables can be rebuilt from stored texts and lists (`relate`)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from eo_browser.law.terms.dispositions import LABELS

from .documents import Document, Revision


class Reference(models.Model):
    """A citation in a provision of a document's current text: half-open characters of the provision's own text.

    A list or range has a row for each member on the same characters (`member` 0, 1 …). For a document not held,
    `absent` is the address it would have ("/eo/4601"), if any; a law or regulation has its name and address on the web.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="references")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=1000)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    member = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    outcome = models.CharField(max_length=16)  # law.resolver.Outcome
    target = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="cited_in")
    target_path = models.CharField(max_length=1000, blank=True)
    absent = models.CharField(max_length=200, blank=True, db_index=True)
    external_name = models.TextField(blank=True)
    external_url = models.TextField(blank=True)
    explanation = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "path", "start", "member"], name="one_reference_per_place"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="reference_has_characters"),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.text}"


class Relation(models.Model):
    """One claim that a document acts on another, with its source.

    `subject` does it to `object`; either may be a document not held, which is then only named ("EO 13286, February 28,
    2003") with the address it would have, if any. `source` is the source of the claim: "national-archives" or
    "federal-register" (with the row of the list), "own-words" (with the provision of the subject), "record" (what a
    correction corrects). Sources that disagree have a row each; a claim that is not followed has the reason in
    `outweighed`.
    """

    subject = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="acts")
    subject_name = models.TextField(blank=True)
    subject_address = models.CharField(max_length=200, blank=True, db_index=True)
    verb = models.CharField(max_length=12, choices=[(verb, active) for verb, (active, _) in LABELS.items()])
    in_part = models.BooleanField(default=False)
    object = models.ForeignKey(Document, null=True, on_delete=models.CASCADE, related_name="acted_on")
    object_name = models.TextField(blank=True)
    object_address = models.CharField(max_length=200, blank=True, db_index=True)
    object_path = models.CharField(max_length=1000, blank=True)  # the one provision it was done to
    source = models.CharField(max_length=24)
    claimed_by = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="claims")
    row = models.CharField(max_length=300, blank=True)  # of a list: "nara-disposition/1963.txt#11073"
    path = models.CharField(max_length=1000, blank=True)  # of the provision that says so
    words = models.TextField(blank=True)
    day = models.DateField(null=True)  # of the other document, as the note prints it
    of_absent = models.BooleanField(default=False)  # the row of the list is about the other document, which is not held
    outweighed = models.TextField(blank=True)  # what is followed instead; "" = this claim is
    doubt = models.TextField(blank=True)  # why an end of the whole is treated as an end of a part

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(subject__isnull=False) | Q(object__isnull=False), name="relation_has_a_document"
            ),
            models.CheckConstraint(
                condition=Q(subject__isnull=False) | ~Q(subject_name=""), name="subject_held_or_named"
            ),
            models.CheckConstraint(condition=Q(object__isnull=False) | ~Q(object_name=""), name="object_held_or_named"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_name or self.subject_id} {self.verb} {self.object_name or self.object_id}"
