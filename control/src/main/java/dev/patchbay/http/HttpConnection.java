package dev.patchbay.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.log.RelayLog;
import dev.patchbay.log.Subsystem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: takes a request, answers it, takes the next. Event loop only, but for the resource, which is asked on a
 * virtual thread.
 */
final class HttpConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    /** Requests sent ahead while one is being answered; one more closes the connection. */
    static final int MAX_PIPELINED = 16;

    private static final RelayLog LOG = RelayLog.of(Subsystem.HTTP);

    private final Map<String, HttpResource> resources;
    private final Duration patience;
    private final Queue<Request> waiting = new ArrayDeque<>(); // owner: event loop, as all below
    private boolean isAnswering;
    private @Nullable Future<?> deadline; // of the step that is awaited: request, answer, or its sending

    HttpConnection(Map<String, HttpResource> resources, Duration patience) {
        this.resources = resources;
        this.patience = patience;
    }

    /** @param isKeepAlive the connection serves another request afterwards */
    private record Request(HttpResource resource, boolean isKeepAlive) {}

    @Override
    public void channelActive(ChannelHandlerContext context) {
        setDeadline(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        waiting.clear();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (waiting.size() == MAX_PIPELINED) {
            LOG.debug("Too many requests sent ahead by {}", context.channel().remoteAddress());
            var _ = context.close();
            return;
        }
        waiting.add(understand(request));
        if (!isAnswering) {
            answerNext(context);
        }
    }

    private Request understand(FullHttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return new Request(() -> HttpPage.error(400, "bad request"), false);
        }
        if (!request.method().equals(HttpMethod.GET)) {
            // rtpengine closes the connection of every method that it does not know
            return new Request(() -> HttpPage.error(405, "method not allowed"), false);
        }
        HttpResource unknown = () -> HttpPage.error(404, "not found");
        return new Request(resources.getOrDefault(path(request.uri()), unknown), HttpUtil.isKeepAlive(request));
    }

    private void answerNext(ChannelHandlerContext context) {
        Request request = waiting.poll();
        isAnswering = request != null;
        setDeadline(context);
        if (request != null) {
            Thread.ofVirtual().start(() -> {
                HttpPage page = ask(request.resource);
                context.executor().execute(() -> send(context, page, request.isKeepAlive));
            });
        }
    }

    private static HttpPage ask(HttpResource resource) {
        try {
            return resource.get();
        } catch (RuntimeException e) {
            LOG.error(e, "An HTTP request failed by a fault of the relay");
            return HttpPage.error(500, "internal error");
        }
    }

    private static String path(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private void send(ChannelHandlerContext context, HttpPage page, boolean isKeepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(page.status()),
                Unpooled.wrappedBuffer(page.body().getBytes(UTF_8)));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
        response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        if (!isKeepAlive) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        var sent = context.writeAndFlush(response);
        if (!isKeepAlive) {
            waiting.clear();
            sent.addListener(ChannelFutureListener.CLOSE);
            return;
        }
        sent.addListener(_ -> answerNext(context));
    }

    private void setDeadline(ChannelHandlerContext context) {
        cancelDeadline();
        deadline = context.executor().schedule(() -> {
            LOG.debug("Closing the idle HTTP connection from {}", context.channel().remoteAddress());
            var _ = context.close();
        }, patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("HTTP connection from {}: {}", context.channel().remoteAddress(), cause);
        var _ = context.close();
    }
}
