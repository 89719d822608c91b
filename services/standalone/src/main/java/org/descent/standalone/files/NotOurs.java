package org.descent.standalone.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Something stands where Descent wants to write, and Descent did not write it: it stays as it is.
 * The message is for the user.
 */
public final class NotOurs extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what is wrong with {@code file}: {@code is not a folder}
   */
  public NotOurs(Path file, String what) {
    super(file + " " + what + "; move it away, or choose another directory");
  }
}
