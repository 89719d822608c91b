package org.descent.standalone.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.descent.standalone.results.ResultsDirectory;

/** The directory that {@code --out} names. */
final class OutDirectory {
  private OutDirectory() {}

  /** The directory, made if it is missing. */
  static ResultsDirectory open(Path path) {
    try {
      return new ResultsDirectory(path);
    } catch (FileAlreadyExistsException e) {
      throw new UserMistake("--out " + path + ": " + e.getFile() + " is a file, not a directory");
    } catch (FileSystemException e) {
      var reason = e.getReason() == null ? "permission denied" : e.getReason();
      throw new UserMistake("--out " + path + ": cannot make " + e.getFile() + ": " + reason);
    } catch (IOException e) {
      throw new UserMistake("--out " + path + ": " + e.getMessage());
    }
  }
}
