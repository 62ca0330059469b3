"""Addresses of accounts. The names without room belong to allauth, which asks for them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from chomchom.accounts.web.views import emergencies, login, logs, me, users

own: list[URLPattern | URLResolver] = [
    path("logout/", login.sign_out, name="logout"),
    path("login/as/<uuid:account_id>/", login.pick_role, name="pick"),
    path("account/", me.show, name="me"),
    path("account/password/", me.password, name="password"),
    path("account/posting/", me.choose_posting, name="choose-posting"),
    path("account/sessions/end/", me.end_session, name="end-session"),
    path("account/questions/<uuid:question_id>/", me.answer, name="answer"),
    path("users/", users.listing, name="users"),
    path("users/new/", users.create, name="create"),
    path("users/agencies/", users.agency_list, name="agencies"),
    path("users/keys/", users.keys, name="keys"),
    path("users/keys/<uuid:key_id>/revoke/", users.revoke, name="revoke-key"),
    path("users/<uuid:account_id>/", users.show, name="user"),
    path("users/<uuid:account_id>/post/", users.post, name="post"),
    path("users/<uuid:account_id>/reset/", users.reset, name="reset"),
    path("users/<uuid:account_id>/disable/", users.disable, name="disable"),
    path("users/<uuid:account_id>/enable/", users.enable, name="enable"),
    path("users/postings/<uuid:posting_id>/end/", users.end, name="end-posting"),
    path("access-log/", logs.review, name="log"),
    path("access-log/lines/", logs.lines, name="log-lines"),
    path("access-log/sign/", logs.sign, name="sign-log"),
    path("access-log/ask/", logs.ask, name="ask"),
    path("emergencies/", emergencies.listing, name="emergencies"),
    path("emergencies/open/<uuid:subject_id>/", emergencies.open_file, name="open-emergency"),
    path("emergencies/<uuid:glass_id>/review/", emergencies.judge, name="review-emergency"),
]

urlpatterns = [
    path("login/", login.Login.as_view(), name="account_login"),
    path("login/code/", login.SecondStep.as_view(), name="mfa_authenticate"),
    path("login/again/", login.Again.as_view(), name="account_reauthenticate"),
    path("login/again/code/", login.AgainByCode.as_view(), name="mfa_reauthenticate"),
    path("account/second-factor/", login.SetUp.as_view(), name="mfa_activate_totp"),
    path("account/second-factor/remove/", login.Remove.as_view(), name="mfa_deactivate_totp"),
    path("account/recovery-codes/", login.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", login.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("", include((own, "accounts"))),
]
