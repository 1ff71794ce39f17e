package dev.patchbay.phone.call;

import javax.sip.ResponseEvent;

/** What becomes of a request. Called on thread {@code phone}. */
interface ResponseHandler {

    /** Any response to it, provisional ones too. */
    void onResponse(ResponseEvent event);

    /** None came in time, or it could not be sent. */
    void onNoResponse(String reason);
}
