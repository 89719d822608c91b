package org.descent.experiment.data;

import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.spec.NetworkSpec;

/** Examples in the order of their source, and where each stood in it. */
public final class SourceExamples {
  private final Examples examples;
  private final RowPlace place;
  private final List<DataFile> files;

  SourceExamples(Examples examples, RowPlace place) {
    this(examples, place, List.of());
  }

  private SourceExamples(Examples examples, RowPlace place, List<DataFile> files) {
    this.examples = examples;
    this.place = place;
    this.files = files;
  }

  /** Examples that come from no file. */
  static SourceExamples generated(Examples examples) {
    return new SourceExamples(examples, RowPlace.GENERATED);
  }

  /** The same, read from {@code described}. */
  SourceExamples from(List<DataFile> described) {
    return new SourceExamples(examples, place, List.copyOf(described));
  }

  /** The examples themselves. */
  public Examples examples() {
    return examples;
  }

  /** The files that they were read from, if those have been described; else none. */
  public List<DataFile> files() {
    return files;
  }

  /**
   * Checks that every head's target column exists and holds what the head can learn: 0 or 1 for a
   * binary head (any number from 0 to 1 if it has a tolerance), class numbers from 0 for a
   * multi-class head.
   *
   * @throws InvalidSpec naming the first value that does not fit, and its place in the source
   */
  public void checkTargets(NetworkSpec network) {
    for (var head : network.heads()) {
      TargetCheck.check(examples, place, head);
    }
  }
}
