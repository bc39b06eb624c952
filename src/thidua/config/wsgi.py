import os

from django.core.wsgi import get_wsgi_application

from thidua.config import starting

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thidua.config.settings")
if os.environ.get(starting.ENDS_WITH_PARENT):
    starting.end_with_the_parent()  # what the server starts for itself does not know of our start
application = get_wsgi_application()
starting.warm()
