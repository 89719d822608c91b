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

  /**
   * Checks that every embedding that reads the features themselves knows their words.
   *
   * @throws InvalidSpec naming the first feature that is no word of it, and its example
   */
  public void checkWords(NetworkSpec network) {
    for (var embedding : network.reading()) {
      float[] words = examples.features();
      int width = words.length / Math.max(1, examples.count());
      for (int i = 0; i < words.length; i++) {
        InvalidSpec.unless(
            words[i] >= 0 && words[i] < embedding.vocabulary() && words[i] == Math.rint(words[i]),
            "feature %s of %s: %s, an embedding of %s words expects whole numbers 0 to %s",
            i % width + 1,
            RowPlace.example(i / width),
            InvalidSpec.written(words[i]),
            embedding.vocabulary(),
            embedding.vocabulary() - 1);
      }
    }
  }
}
