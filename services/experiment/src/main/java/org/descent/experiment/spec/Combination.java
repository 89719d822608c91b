package org.descent.experiment.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One value of each axis.
 *
 * @param axes in order
 * @param values one an axis
 */
record Combination(List<Axis> axes, List<Axis.Choice> values) {
  /** How many there are; {@link Long#MAX_VALUE} if they are more than that. */
  static long count(List<Axis> axes) {
    long product = 1;
    for (var axis : axes) {
      if (product > Long.MAX_VALUE / axis.values().size()) {
        return Long.MAX_VALUE;
      }
      product *= axis.values().size();
    }
    return product;
  }

  /** The one at {@code ordinal}, from 0; the last axis runs fastest. */
  static Combination at(List<Axis> axes, int ordinal) {
    var values = new ArrayList<Axis.Choice>(axes.size());
    int rest = ordinal;
    for (int i = axes.size() - 1; i >= 0; i--) {
      var choices = axes.get(i).values();
      values.add(0, choices.get(rest % choices.size()));
      rest /= choices.size();
    }
    return new Combination(axes, values);
  }

  /** That of the first axes, so many. */
  Combination first(int count) {
    return new Combination(axes.subList(0, count), values.subList(0, count));
  }

  /** That of the axes after the first. */
  Combination after(int count) {
    return new Combination(axes.subList(count, axes.size()), values.subList(count, values.size()));
  }

  /** {@code experiment} with these values in their places. */
  Tree.Mapping applied(Tree.Mapping experiment, Problems problems) {
    var changed = experiment;
    for (int i = 0; i < axes.size(); i++) {
      try {
        changed = axes.get(i).path().set(changed, values.get(i).tree(), true);
      } catch (TreePath.NoSuchPlace e) {
        var place = values.get(i).tree().place();
        throw problems.add(place, axes.get(i).at(), e.getMessage());
      }
    }
    return changed;
  }

  /** Axis name → what its value is called. */
  Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    for (int i = 0; i < axes.size(); i++) {
      settings.put(axes.get(i).name(), values.get(i).name());
    }
    return settings;
  }
}
