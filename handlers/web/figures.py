"""Where Prometheus asks for the figures."""

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handlers.observability.metrics import Queues, exposition
from handlers.web.addresses import is_internal, origin_of
from handlers.web.no_page import unknown

# A proxy adds one of these: then somebody outside is asking.
_THROUGH_A_PROXY = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")


def route(queues: Queues) -> Route:
    """`/metrics`, for whoever asks directly, and by a name of the inside. Through a proxy it does not exist."""

    async def metrics(request: Request) -> Response:
        asked_for = origin_of(f"//{request.headers.get('host', '')}")[1]
        if any(name in request.headers for name in _THROUGH_A_PROXY) or not is_internal(asked_for):
            return unknown(request)
        text = await run_in_threadpool(exposition, queues)
        return Response(text, media_type=None, headers={"content-type": CONTENT_TYPE_LATEST})

    return Route("/metrics", metrics)
