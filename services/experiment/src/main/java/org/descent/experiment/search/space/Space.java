package org.descent.experiment.search.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.contracts.InvalidSpec;

/**
 * What a search chooses from. A choice's options may have parameters of their own; the space is
 * then a tree, and each of its points has those parameters that lie on its branches.
 */
public final class Space {
  private static final int DRAWS_TO_FIND_ONE = 10_000;

  private final List<Parameter> parameters = new ArrayList<>();
  private final List<Copy> copies = new ArrayList<>();
  private final List<Constraint> constraints;

  /** A parameter that has the value of another one. */
  private record Copy(String path, String original, int parent, int option) {}

  private Space(List<Constraint> constraints) {
    this.constraints = List.copyOf(constraints);
  }

  /** The space of these parameters, in alphabetical order: a document's keys have no order. */
  public static Space of(Map<String, Domain> parameters) {
    return of(parameters, List.of());
  }

  /**
   * The space of these parameters where all {@code constraints} hold.
   *
   * @throws InvalidSpec naming what stands within or outside of what it should, or a constraint
   *     that nothing fulfils
   */
  public static Space of(Map<String, Domain> parameters, List<Constraint> constraints) {
    InvalidSpec.unless(
        !parameters.isEmpty(), "a space without parameters, expected at least one to choose");
    var space = new Space(constraints);
    space.add(parameters, -1, -1);
    space.copies.forEach(space::check);
    constraints.forEach(space::check);
    space.checkNotEmpty();
    return space;
  }

  private void add(Map<String, Domain> domains, int parent, int option) {
    String before = null;
    for (var entry : new TreeMap<>(domains).entrySet()) {
      var path = entry.getKey();
      InvalidSpec.unless(
          parent < 0 || lies(path, parameters.get(parent).path()),
          "%s belongs to an option of %s, expected a path within that",
          path,
          parent < 0 ? "" : parameters.get(parent).path());
      InvalidSpec.unless(
          before == null || !lies(path, before),
          "%s lies within %s, which is chosen as a whole",
          path,
          before);
      before = path;
      if (entry.getValue() instanceof SameAs same) {
        copies.add(new Copy(path, same.path(), parent, option));
        continue;
      }
      int place = parameters.size();
      parameters.add(new Parameter(path, entry.getValue(), parent, option));
      if (entry.getValue() instanceof Choice choice) {
        for (int i = 0; i < choice.options().size(); i++) {
          add(choice.options().get(i).parameters(), place, i);
        }
      }
    }
  }

  private static boolean lies(String path, String within) {
    return path.startsWith(within + ".") || path.startsWith(within + "[");
  }

  private void check(Copy copy) {
    var named = named(copy.path() + ": same-as " + copy.original(), copy.original());
    for (var original : named) {
      if (!includes(original.parent(), original.option(), copy.parent(), copy.option())) {
        continue;
      }
      InvalidSpec.unless(
          !(original.domain() instanceof Choice choice)
              || choice.options().stream().allMatch(o -> o.parameters().isEmpty()),
          "%s: same-as %s, which has parameters of its own, expected a plain value",
          copy.path(),
          copy.original());
      return;
    }
    throw new InvalidSpec(
        copy.path()
            + ": same-as "
            + copy.original()
            + ", which exists only "
            + where(named.get(0)));
  }

  private void check(Constraint constraint) {
    Parameter last = null;
    for (var path : constraint.factors().keySet()) {
      var named = named("constraint " + constraint.text() + ": " + path, path);
      for (var parameter : named) {
        InvalidSpec.unless(
            parameter.domain() instanceof Range
                || ((Choice) parameter.domain())
                    .options().stream().allMatch(o -> o.value() instanceof Number),
            "constraint %s: %s is a choice of other things than numbers, expected numbers",
            constraint.text(),
            path);
      }
      var parameter = named.get(0);
      if (named.size() == 1 && last != null) {
        InvalidSpec.unless(
            together(last, parameter),
            "constraint %s: %s exists only %s, and %s only %s",
            constraint.text(),
            last.path(),
            where(last),
            path,
            where(parameter));
      }
      last = named.size() == 1 && parameter.parent() >= 0 ? parameter : last;
    }
  }

  /** The parameters of that path: several where branches have one each. */
  private List<Parameter> named(String who, String path) {
    var named = parameters.stream().filter(p -> p.path().equals(path)).toList();
    InvalidSpec.unless(
        !named.isEmpty(),
        "%s is not a parameter, expected one of %s",
        who,
        String.join(", ", parameters.stream().map(Parameter::path).distinct().toList()));
    return named;
  }

  /** Whether what exists in the one branch always does in the other, which may be the trunk, −1. */
  private boolean includes(int parent, int option, int innerParent, int innerOption) {
    int p = innerParent;
    int o = innerOption;
    while (!(p == parent && o == option)) {
      if (p < 0) {
        return false;
      }
      o = parameters.get(p).option();
      p = parameters.get(p).parent();
    }
    return true;
  }

  /** Whether some point has both. */
  private boolean together(Parameter one, Parameter other) {
    var options = new HashMap<Integer, Integer>();
    for (var at = one; at.parent() >= 0; at = parameters.get(at.parent())) {
      options.put(at.parent(), at.option());
    }
    for (var at = other; at.parent() >= 0; at = parameters.get(at.parent())) {
      if (options.getOrDefault(at.parent(), at.option()) != at.option()) {
        return false;
      }
    }
    return true;
  }

  private String where(Parameter parameter) {
    var choice = parameters.get(parameter.parent());
    var label = ((Choice) choice.domain()).options().get(parameter.option()).label();
    return "where " + choice.path() + " is " + label;
  }

  private void checkNotEmpty() {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(0L);
    for (int i = 0; i < DRAWS_TO_FIND_ONE && !constraints.isEmpty(); i++) {
      if (allows(point(draw(random)))) {
        return;
      }
    }
    InvalidSpec.unless(
        constraints.isEmpty(),
        "constraint %s: none of %d random points fulfils %s, expected a few of them to",
        String.join(", ", constraints.stream().map(Constraint::text).toList()),
        DRAWS_TO_FIND_ONE,
        constraints.size() == 1 ? "it" : "them all");
  }

  /** What is searched: ranges and choices, a choice before what stands within it. */
  public List<Parameter> parameters() {
    return Collections.unmodifiableList(parameters);
  }

  /** Number of parameters that are searched, whether or not they exist together. */
  public int dimensions() {
    return parameters.size();
  }

  /** Coordinates of a point that is uniform in the unit cube; its constraints may not hold. */
  public double[] draw(UniformRandomProvider random) {
    return random.doubles(parameters.size()).toArray();
  }

  /**
   * The point at {@code units}.
   *
   * @param units [dimensions], in [0, 1]; those of parameters that do not exist there are not read
   */
  public Point point(double[] units) {
    var canonical = canonical(units);
    var values = new LinkedHashMap<String, Object>();
    var settings = new LinkedHashMap<String, String>();
    for (int i = 0; i < canonical.length; i++) {
      var parameter = parameters.get(i);
      if (!Double.isNaN(canonical[i])) {
        values.put(parameter.path(), parameter.value(canonical[i]));
        settings.put(parameter.path(), parameter.text(canonical[i]));
      }
    }
    for (var copy : copies) {
      if (copy.parent() < 0
          || exists(new Parameter(copy.path(), null, copy.parent(), copy.option()), canonical)) {
        values.put(copy.path(), values.get(copy.original()));
        settings.put(copy.path(), settings.get(copy.original()));
      }
    }
    return new Point(canonical, values, settings);
  }

  /**
   * The coordinates of the point at {@code units}: of all that stand for one value the same, NaN
   * where a parameter does not exist.
   */
  public double[] canonical(double[] units) {
    var canonical = new double[parameters.size()];
    for (int i = 0; i < canonical.length; i++) {
      var parameter = parameters.get(i);
      canonical[i] = exists(parameter, canonical) ? parameter.canonical(units[i]) : Double.NaN;
    }
    return canonical;
  }

  private boolean exists(Parameter parameter, double[] canonical) {
    if (parameter.parent() < 0) {
      return true;
    }
    double choice = canonical[parameter.parent()];
    return !Double.isNaN(choice)
        && ((Choice) parameters.get(parameter.parent()).domain()).at(choice) == parameter.option();
  }

  /**
   * The point that {@code settings} describes.
   *
   * @param settings path → value as it is written, see {@link Point#settings}
   * @throws InvalidSpec naming a value that is missing or that its parameter cannot have
   */
  public Point read(Map<String, String> settings) {
    var units = new double[parameters.size()];
    for (int i = 0; i < units.length; i++) {
      var parameter = parameters.get(i);
      units[i] =
          exists(parameter, units) ? read(parameter, settings.get(parameter.path())) : Double.NaN;
    }
    return point(units);
  }

  private static double read(Parameter parameter, String text) {
    InvalidSpec.unless(text != null, "%s is missing", parameter.path());
    if (parameter.domain() instanceof Choice choice) {
      for (int i = 0; i < choice.options().size(); i++) {
        if (choice.options().get(i).label().equals(text)) {
          return choice.unit(i);
        }
      }
      throw new InvalidSpec(
          parameter.path()
              + ": "
              + text
              + ", expected one of "
              + String.join(", ", choice.options().stream().map(Choice.Option::label).toList()));
    }
    var range = (Range) parameter.domain();
    try {
      double number = Double.parseDouble(text);
      if (range.contains(number)) {
        return range.unit(number);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new InvalidSpec(parameter.path() + ": " + text + ", expected a value of " + range);
  }

  /** Whether all constraints hold at {@code point}. */
  public boolean allows(Point point) {
    return constraints.stream()
        .allMatch(
            constraint ->
                constraint.holds(
                    path ->
                        point.values().get(path) instanceof Number number
                            ? number.doubleValue()
                            : Double.NaN));
  }

  /** Whether there are constraints at all. */
  public boolean constrained() {
    return !constraints.isEmpty();
  }

  /** How many points there are, not asking constraints; {@link Long#MAX_VALUE} if without end. */
  public long size() {
    return size(-1, -1);
  }

  private long size(int parent, int option) {
    long product = 1;
    for (int i = 0; i < parameters.size(); i++) {
      var parameter = parameters.get(i);
      if (parameter.parent() == parent && parameter.option() == option) {
        product = times(product, parameter.ordered() ? parameter.size() : branches(i));
      }
    }
    return product;
  }

  private long branches(int place) {
    long sum = 0;
    for (int option = 0; option < parameters.get(place).size(); option++) {
      long branch = size(place, option);
      sum = sum > Long.MAX_VALUE - branch ? Long.MAX_VALUE : sum + branch;
    }
    return sum;
  }

  private static long times(long a, long b) {
    return a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }
}
