package org.descent.experiment.data;

import java.io.UncheckedIOException;
import java.util.List;
import org.descent.contracts.InvalidSpec;

/** What some files were when they were looked at, as far as that can be told without reading. */
public final class FileState {
  /** Of no files. */
  static final FileState NONE = of(List.of(), new DataDirectory(null));

  private final List<String> names;
  private final DataDirectory directory;
  private final List<List<String>> stamps;

  private FileState(List<String> names, DataDirectory directory) {
    this.names = names;
    this.directory = directory;
    stamps = stamps();
  }

  /**
   * The state of files and folders of {@code directory} now.
   *
   * @throws InvalidSpec if one is not there
   */
  static FileState of(List<String> names, DataDirectory directory) {
    return new FileState(List.copyOf(names), directory);
  }

  /** Whether nobody has written to them since. */
  public boolean isCurrent() {
    try {
      return stamps().equals(stamps);
    } catch (InvalidSpec | UncheckedIOException e) {
      return false; // one is gone
    }
  }

  private List<List<String>> stamps() {
    return names.stream().map(directory::stamp).toList();
  }
}
