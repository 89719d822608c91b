package org.descent.experiment.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Quoted;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;

/**
 * Brings the examples of one source to the features and classes of those that are trained on:
 * columns have their places by their names, values of texts and classes theirs by theirs.
 *
 * @param train what is trained on
 * @param names of its features; none if they have none
 * @param place of what is brought to it
 */
record Likeness(Examples train, List<FeatureName> names, RowPlace place) {
  /**
   * The same {@code examples}, whose features have {@code own} names.
   *
   * @throws InvalidSpec if they have a feature, a value of a text or a class that the others lack
   */
  Examples of(Examples examples, List<FeatureName> own) {
    boolean named = !names.isEmpty() && !own.isEmpty();
    InvalidSpec.unless(
        named || examples.shape().equals(train.shape()),
        "%s: examples of shape %s, those for training are of shape %s",
        source(),
        examples.shape(),
        train.shape());
    var targets = train.targets().stream().map(target -> of(target, examples)).toList();
    boolean same = own.equals(names) || !named;
    return new Examples(train.shape(), same ? examples.held() : features(examples, own), targets);
  }

  /** What all of it is from. */
  private String source() {
    return place.whole(train.targets().get(0).name()).replaceFirst(", column .*", "");
  }

  private Features features(Examples examples, List<FeatureName> own) {
    int[] from = from(own);
    int width = own.size();
    float[] before = examples.features();
    var features = new float[examples.count() * from.length];
    for (int i = 0; i < features.length; i++) {
      int column = from[i % from.length];
      float value = before[i / from.length * width + (column < 0 ? ~column : column)];
      features[i] = column >= 0 || Float.isNaN(value) ? value : 0;
    }
    return Features.of(features);
  }

  /**
   * For each feature its place in {@code own}; of a value that a text never has there, the
   * complement of the place of another: whether there is a text at all, that tells, too.
   */
  private int[] from(List<FeatureName> own) {
    var columns = names.stream().map(FeatureName::column).distinct().toList();
    for (var name : own) {
      InvalidSpec.unless(
          columns.contains(name.column()),
          "%s: column %s, which those for training lack%s",
          source(),
          Quoted.of(name.column(), "by another name"),
          Nearest.hint(name.column(), columns));
      InvalidSpec.unless(
          names.contains(name),
          "%s, column %s: %s, which those for training never have",
          source(),
          Quoted.of(name.column(), "of a feature"),
          Quoted.of("'" + name.value() + "'", "a text"));
    }
    var from = new ArrayList<Integer>();
    for (var name : names) {
      var sibling = own.stream().filter(n -> n.column().equals(name.column())).findFirst();
      InvalidSpec.unless(
          sibling.isPresent(),
          "%s: no column %s, which those for training have",
          source(),
          Quoted.of(name.column(), "of a feature"));
      from.add(own.contains(name) ? own.indexOf(name) : ~own.indexOf(sibling.get()));
    }
    return from.stream().mapToInt(Integer::intValue).toArray();
  }

  private Examples.Target of(Examples.Target target, Examples examples) {
    var name = target.name();
    var own = examples.column(name);
    InvalidSpec.unless(
        own.classes().isEmpty() == target.classes().isEmpty(),
        "%s: %s, those for training have %s",
        place.whole(name),
        own.classes().isEmpty() ? "numbers" : "names of classes",
        target.classes().isEmpty() ? "numbers" : "names of classes");
    if (own.classes().equals(target.classes())) {
      return target.with(own.values());
    }
    for (var value : own.classes()) {
      InvalidSpec.unless(
          target.classes().contains(value),
          "%s: the class %s, which those for training never have; they have %s",
          place.whole(name),
          Quoted.of(value, "of some name"),
          Quoted.of(
              String.join(", ", target.classes().subList(0, Math.min(10, target.classes().size()))),
              "others"));
    }
    int[] numbers = own.classes().stream().mapToInt(target.classes()::indexOf).toArray();
    var values = Arrays.copyOf(own.values(), own.values().length);
    for (int row = 0; row < values.length; row++) {
      values[row] = numbers[(int) values[row]];
    }
    return target.with(values);
  }
}
