from django.urls import URLPattern

app_name = "score"

urlpatterns: list[URLPattern] = []
