package org.descent.experiment.search.space;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.Decimal;
import org.descent.contracts.InvalidSpec;

/** One of several values or subtrees, which have no order. */
public record Choice(List<Option> options) implements Domain {
  /**
   * One of them.
   *
   * @param label what it is called
   * @param value a plain tree: a text, a number, a truth value, a list or a map
   * @param parameters path → domain of what can be chosen within {@code value}, and exists only
   *     where it is chosen; the paths are those of the document and lie within that of the choice
   */
  public record Option(String label, Object value, Map<String, Domain> parameters) {
    public Option {
      parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** A value with nothing to choose within. */
    public static Option of(Object value) {
      return new Option(
          value instanceof Number number ? Decimal.text(number.doubleValue()) : value.toString(),
          value,
          Map.of());
    }
  }

  /**
   * @throws InvalidSpec if there are none, or two of one name
   */
  public Choice {
    options = List.copyOf(options);
    InvalidSpec.unless(!options.isEmpty(), "choice of nothing, expected at least one value");
    var labels = new HashSet<String>();
    for (var option : options) {
      InvalidSpec.unless(
          labels.add(option.label()),
          "choice lists %s twice, expected distinct values",
          option.label());
    }
  }

  /** One of plain values. */
  public static Choice of(Object... values) {
    return new Choice(List.of(values).stream().map(Option::of).toList());
  }

  /** The place of the option at {@code unit} in [0, 1]. */
  int at(double unit) {
    return (int) Cells.at(unit, options.size());
  }

  /** The middle of the cell of the option at {@code place}. */
  public double unit(int place) {
    return Cells.middle(place, options.size());
  }
}
