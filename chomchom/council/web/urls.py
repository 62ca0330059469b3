from __future__ import annotations

from django.urls import URLPattern, path

from chomchom.council.web import deciding_urls, papers_urls
from chomchom.council.web.views import attendance, bodies, meetings, outside

app_name = "council"
MEETING = "meetings/<uuid:meeting_id>/"
urlpatterns: list[URLPattern] = [
    path("", meetings.home, name="home"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.body_new, name="body_new"),
    path("bodies/<uuid:body_id>/", bodies.body, name="body"),
    path("bodies/<uuid:body_id>/seats/new/", bodies.seat_new, name="seat_new"),
    path("bodies/<uuid:body_id>/counting/", bodies.counting, name="counting"),
    path("bodies/<uuid:body_id>/line/", bodies.line, name="line"),
    path("seats/<uuid:seat_id>/reach/", bodies.seat_reach, name="seat_reach"),
    path("seats/<uuid:seat_id>/end/", bodies.seat_end, name="seat_end"),
    path("seats/<uuid:seat_id>/renew/", bodies.seat_renew, name="seat_renew"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/new/", meetings.meeting_new, name="meeting_new"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}plan/", meetings.plan_change, name="plan_change"),
    path(f"{MEETING}agenda/", meetings.item_add, name="item_add"),
    path(f"{MEETING}agenda/<uuid:item_id>/", meetings.item_move, name="item_move"),
    path(f"{MEETING}agenda/<uuid:item_id>/settle/", meetings.item_settle, name="item_settle"),
    path(f"{MEETING}call/", meetings.call, name="call"),
    path(f"{MEETING}told/<uuid:notice_id>/", meetings.told, name="told"),
    path(f"{MEETING}put-off/", meetings.put_off, name="put_off"),
    path(f"{MEETING}call-off/", meetings.call_off, name="call_off"),
    path(f"{MEETING}attendance/", attendance.attendance, name="attendance"),
    path(f"{MEETING}attendance/mark/", attendance.mark, name="mark"),
    path(f"{MEETING}attendance/add/", attendance.attendee_add, name="attendee_add"),
    path(f"{MEETING}attendance/agree/", attendance.agree, name="agree"),
    path(f"{MEETING}attendance/<uuid:row_id>/seat/", attendance.take_seat, name="take_seat"),
    path(f"{MEETING}hold/", attendance.hold, name="hold"),
    path(f"{MEETING}draft/", meetings.draft, name="draft"),
    path(f"{MEETING}signer/<int:no>/", meetings.signer, name="signer"),
    path(f"{MEETING}circulate/", meetings.circulate, name="circulate"),
    path(f"{MEETING}approve/", meetings.approve, name="approve"),
    path(f"{MEETING}take-back/", meetings.take_back, name="take_back"),
    path(f"{MEETING}publish/", meetings.publish, name="publish"),
    path(f"{MEETING}amend/", meetings.amend, name="amend"),
    *papers_urls.urlpatterns,
    path(f"{MEETING}paper/<slug:which>.<slug:form>", outside.paper, name="paper"),
    path("calendar/", outside.calendar, name="calendar"),
    path("calendar/end/", outside.calendar_end, name="calendar_end"),
    path("calendar/<str:token>.ics", outside.feed, name="feed"),
    path("notice/<str:token>/", outside.notice, name="notice"),
    *deciding_urls.patterns,
]
