package org.descent.standalone.files;

import java.io.IOException;
import java.nio.file.Path;

/** Another process works in the same directory. */
public final class DirectoryInUse extends IOException {
  private static final long serialVersionUID = 1L;

  DirectoryInUse(Path directory) {
    super(directory + " is in use by another run");
  }
}
