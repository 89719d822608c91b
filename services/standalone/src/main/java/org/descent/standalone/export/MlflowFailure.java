package org.descent.standalone.export;

import java.io.IOException;

/** A server of MLflow does not take what it is given; the message says why. */
public final class MlflowFailure extends IOException {
  private static final long serialVersionUID = 1L;

  MlflowFailure(String message) {
    super(message);
  }
}
