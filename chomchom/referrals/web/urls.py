from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from chomchom.referrals.web.views import by_link, desk, outside, overlap


class Door:
    """The three doors a signed link may open."""

    regex = "answer|work|outcome"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Door, "referral_door")

app_name = "referrals"
urlpatterns: list[URLPattern] = [
    path("", desk.sent, name="list"),
    path("inbox/", desk.inbox, name="inbox"),
    path("unmet/", desk.unmet, name="unmet"),
    path("new/", desk.send, name="new"),
    path("outside/<uuid:person_id>/", outside.outside, name="outside"),
    path("outside/<uuid:outside_id>/end/", outside.end, name="outside_end"),
    path("overlap/", overlap.ask, name="overlap"),
    path("<uuid:referral_id>/", desk.show, name="referral"),
    path("<uuid:referral_id>/reveal/", desk.reveal, name="reveal"),
    path("<uuid:referral_id>/move/<str:name>/", desk.move, name="move"),
    path("<uuid:referral_id>/question/", desk.question, name="question"),
    path("<uuid:referral_id>/reply/", desk.reply, name="reply"),
    path("<uuid:referral_id>/outcome/", desk.outcome, name="outcome"),
    path("<referral_door:door>/<str:token>/", by_link.show, name="link"),
    path("<referral_door:door>/<str:token>/code/", by_link.send_code, name="link_code"),
    path("<referral_door:door>/<str:token>/check/", by_link.check_code, name="link_check"),
    path("<referral_door:door>/<str:token>/reveal/", by_link.reveal, name="link_reveal"),
    path("<referral_door:door>/<str:token>/move/<str:name>/", by_link.move, name="link_move"),
    path("<referral_door:door>/<str:token>/question/", by_link.question, name="link_question"),
    path("<referral_door:door>/<str:token>/outcome/", by_link.outcome, name="link_outcome"),
    path("<referral_door:door>/<str:token>/renew/", by_link.renew, name="link_renew"),
]
