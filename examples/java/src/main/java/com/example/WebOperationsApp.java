package com.example;

import software.amazon.awscdk.App;

public final class WebOperationsApp {
    public static void main(final String[] args) {
        App app = new App();
        new WebOperationsStack(app, "WebOperations");
        app.synth();
    }

    private WebOperationsApp() {
    }
}
