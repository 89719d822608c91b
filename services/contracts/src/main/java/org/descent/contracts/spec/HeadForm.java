package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.List;
import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;

/** A head as it is written, one record for each {@link HeadKind}. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = HeadForm.Binary.class, name = "binary"),
  @JsonSubTypes.Type(value = HeadForm.MultiClass.class, name = "multi-class"),
  @JsonSubTypes.Type(value = HeadForm.Regression.class, name = "regression"),
  @JsonSubTypes.Type(value = HeadForm.MultiLabel.class, name = "multi-label")
})
public sealed interface HeadForm extends Form<HeadSpec> {
  /** A head's name is part of metric and parameter names; {@code layerN} is taken there. */
  Pattern NAME = Pattern.compile("(?!layer[0-9]+$)[A-Za-z][A-Za-z0-9_-]{0,39}");

  /**
   * One sigmoid.
   *
   * @param name null for that of the target
   */
  record Binary(
      @Otherwise("null") String name,
      @Otherwise("label") String target,
      @Otherwise("1") double weight,
      @Otherwise("0") double tolerance,
      @Otherwise("0") double smoothing)
      implements HeadForm {
    @Override
    public HeadSpec spec() {
      return new HeadSpec(
          named(name, target), HeadKind.BINARY, target, 1, weight, tolerance, smoothing);
    }
  }

  /**
   * A softmax.
   *
   * @param name null for that of the target
   */
  record MultiClass(
      int classes,
      @Otherwise("null") String name,
      @Otherwise("label") String target,
      @Otherwise("1") double weight,
      @Otherwise("0") double smoothing)
      implements HeadForm {
    @Override
    public HeadSpec spec() {
      return new HeadSpec(
          named(name, target), HeadKind.MULTI_CLASS, target, classes, weight, 0, smoothing);
    }
  }

  /**
   * Numbers.
   *
   * @param name null for that of the targets
   * @param target null for {@code width}, or where there are {@code targets}
   * @param targets null where there is a {@code target}
   */
  record Regression(
      double tolerance,
      @Otherwise("null") String name,
      @Otherwise("null") String target,
      @Otherwise("null") List<String> targets,
      @Otherwise("1") double weight)
      implements HeadForm {
    @Override
    public HeadSpec spec() {
      InvalidSpec.unless(
          target == null || targets == null,
          "target %s stands beside targets, expected one of the two",
          target);
      var one = List.of(target == null ? "width" : target);
      var predicted = targets == null ? one : targets;
      return HeadSpec.regression(named(name, predicted), predicted, weight, tolerance);
    }
  }

  /**
   * A sigmoid for each of some labels.
   *
   * @param name null for that of the targets
   */
  record MultiLabel(
      List<String> targets,
      @Otherwise("null") String name,
      @Otherwise("1") double weight,
      @Otherwise("0") double tolerance,
      @Otherwise("0") double smoothing)
      implements HeadForm {
    @Override
    public HeadSpec spec() {
      return HeadSpec.multiLabel(named(name, targets), targets, weight, tolerance, smoothing);
    }
  }

  /** The name that is written, or else that of what is predicted. */
  private static String named(String written, List<String> predicted) {
    InvalidSpec.unless(!predicted.isEmpty(), "targets [], expected one or more");
    return named(written, String.join("-", predicted));
  }

  /** The name that is written, or else that of what is predicted. */
  private static String named(String written, String predicted) {
    var name = written == null ? predicted : written;
    InvalidSpec.unless(
        NAME.matcher(name).matches(),
        "name %s, expected a letter, then letters, digits, - or _, at most 40, and not layerN",
        name);
    return name;
  }
}
