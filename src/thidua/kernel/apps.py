from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    name = "thidua.kernel"
    label = "kernel"
    verbose_name = "Nền"

    def ready(self) -> None:
        # Rules fill the door, handlers hear events and answer questions: both announce themselves on import.
        from thidua.kernel import papers, typed  # noqa: F401  give what cannot be read its words
        from thidua.kernel.intake import jobs  # noqa: F401  known to the worker

        autodiscover_modules("rules", "handlers", "queries.waiting")
