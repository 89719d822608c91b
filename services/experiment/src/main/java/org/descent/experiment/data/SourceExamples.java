package org.descent.experiment.data;

import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Quoted;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.SplitSpec;

/** Examples in the order of their source, and where each stood in it. */
public final class SourceExamples {
  private final Examples examples;
  private final List<FeatureName> names;
  private final RowPlace place;
  private final List<DataFile> files;
  private final FileState state;
  private final Map<Split, SourceExamples> apart;

  SourceExamples(Examples examples, RowPlace place) {
    this(examples, List.of(), place);
  }

  /** Examples whose features have {@code names}, each its own. */
  SourceExamples(Examples examples, List<FeatureName> names, RowPlace place) {
    this(examples, names, place, List.of(), FileState.NONE, Map.of());
  }

  private SourceExamples(
      Examples examples,
      List<FeatureName> names,
      RowPlace place,
      List<DataFile> files,
      FileState state,
      Map<Split, SourceExamples> apart) {
    this.examples = examples;
    this.names = names;
    this.place = place;
    this.files = files;
    this.state = state;
    this.apart = apart;
  }

  /** Examples that come from no file. */
  static SourceExamples generated(Examples examples) {
    return new SourceExamples(examples, RowPlace.GENERATED);
  }

  /** The same, read from {@code described}, which were in {@code state} then. */
  SourceExamples from(List<DataFile> described, FileState state) {
    return new SourceExamples(examples, names, place, List.copyOf(described), state, apart);
  }

  /** What the feature at {@code place} of an example, from 0, is called in messages. */
  public String feature(int place) {
    var number = "feature " + (place + 1) + " (counting from 1)";
    if (!names.isEmpty()) {
      return Quoted.of(names.get(place).words(), number);
    }
    var shape = examples.shape();
    if (shape.size() <= 1) {
      return number;
    }
    var along = new LinkedList<Integer>();
    int rest = place;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      along.addFirst(rest % shape.get(axis) + 1);
      rest /= shape.get(axis);
    }
    return "feature " + along + " (counting from 1)";
  }

  /** The same beside those of the splits that have a source of their own. */
  SourceExamples with(Map<Split, SourceExamples> others) {
    return new SourceExamples(examples, names, place, files, state, Map.copyOf(others));
  }

  /**
   * The same examples with the features and classes of {@code train} in their places.
   *
   * @throws InvalidSpec if they have others
   */
  SourceExamples like(SourceExamples train) {
    return new SourceExamples(
        new Likeness(train.examples, train.names, place).of(examples, names), train.names, place);
  }

  /** The examples themselves, but for those of a split that has a source of its own. */
  public Examples examples() {
    return examples;
  }

  /** Whether some of their features are missing, also in a split that has a source of its own. */
  public boolean hasGaps() {
    return examples.hasGaps() || apart.values().stream().anyMatch(SourceExamples::hasGaps);
  }

  /** The files that they were read from, if those have been described; else none. */
  public List<DataFile> files() {
    return files;
  }

  /** What {@link #files} were when they were read. */
  public FileState state() {
    return state;
  }

  /**
   * Divides the examples by {@code split}; a source for one split alone goes to that.
   *
   * @param fold the one for validation, from 1, where there are folds
   */
  public SplitExamples divided(SplitSpec split, int fold) {
    var divided = SplitExamples.of(examples, split, fold);
    return apart.isEmpty() ? divided : divided.with(only(Split.VALIDATION), only(Split.TEST));
  }

  /** The same of a split without folds, or of its first one. */
  public SplitExamples divided(SplitSpec split) {
    return divided(split, 1);
  }

  private List<Examples> only(Split split) {
    return Stream.ofNullable(apart.get(split)).map(SourceExamples::examples).toList();
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
    apart.values().forEach(part -> part.checkTargets(network));
  }

  /**
   * Checks that every embedding that reads the features themselves knows their words.
   *
   * @throws InvalidSpec naming the first feature that is no word of it, and its example
   */
  public void checkWords(NetworkSpec network) {
    checkWords(network, examples);
    apart.values().forEach(part -> part.checkWords(network));
  }

  /** The same of examples that are not any more as they were read. */
  public static void checkWords(NetworkSpec network, Examples examples) {
    for (var embedding : network.reading()) {
      var words = examples.held();
      int width = examples.width();
      for (int i = 0; i < words.length(); i++) {
        float word = words.get(i);
        InvalidSpec.unless(
            word >= 0 && word < embedding.vocabulary() && word == Math.rint(word),
            "feature %s of %s: %s, an embedding of %s words expects whole numbers 0 to %s",
            i % width + 1,
            RowPlace.example(i / width),
            InvalidSpec.written(word),
            embedding.vocabulary(),
            embedding.vocabulary() - 1);
      }
    }
  }
}
