from django.urls import URLPattern

app_name = "pledge"

urlpatterns: list[URLPattern] = []
