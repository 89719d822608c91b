package org.descent.learning;

import java.io.IOException;

/** TensorFlow's native library cannot be had; the message says why, and what to do. */
public final class NoNativeLibrary extends IOException {
  private static final long serialVersionUID = 1L;

  NoNativeLibrary(String message) {
    super(message);
  }
}
