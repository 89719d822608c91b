package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;

/** A head as it is written, one record for each {@link HeadKind}. */
@JsonSubTypes({
  @JsonSubTypes.Type(value = HeadForm.Binary.class, name = "binary"),
  @JsonSubTypes.Type(value = HeadForm.MultiClass.class, name = "multi-class"),
  @JsonSubTypes.Type(value = HeadForm.Regression.class, name = "regression")
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
   * A number.
   *
   * @param name null for that of the target
   */
  record Regression(
      double tolerance,
      @Otherwise("null") String name,
      @Otherwise("width") String target,
      @Otherwise("1") double weight)
      implements HeadForm {
    @Override
    public HeadSpec spec() {
      return new HeadSpec(named(name, target), HeadKind.REGRESSION, target, 1, weight, tolerance);
    }
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
