package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.Variant;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.Quantiles;

/**
 * Iterations to target of all trials that share a setting, whatever their others are. The fastest
 * of them would say more of luck than of the setting.
 *
 * @param value of the setting
 * @param group value of a second one that they share too; empty if there is none
 * @param variants number of those that the trials come from
 * @param trials number of those observed
 * @param quantiles over the trials, within the smallest of the variants' budgets; none without
 *     trials
 */
public record Marginal(
    String value, String group, int variants, int trials, List<Quantile> quantiles) {
  private record Cell(String value, String group) {}

  /**
   * One for each value of {@code along}, and of {@code by}, in the order of the variants.
   *
   * @param by name of a second setting, or empty
   * @param observations of a variant's trials
   */
  public static List<Marginal> of(
      List<Variant> variants,
      String along,
      String by,
      Function<Variant, List<Observation>> observations) {
    Map<Cell, List<Variant>> cells = new LinkedHashMap<>();
    for (var variant : variants) {
      var settings = variant.settings();
      var cell = new Cell(settings.get(along), by.isEmpty() ? "" : settings.get(by));
      cells.computeIfAbsent(cell, c -> new ArrayList<>()).add(variant);
    }
    var marginals = new ArrayList<Marginal>();
    cells.forEach(
        (cell, alike) -> {
          int budget = alike.stream().mapToInt(v -> v.training().iterations()).min().getAsInt();
          var all =
              alike.stream()
                  .flatMap(v -> observations.apply(v).stream())
                  .map(o -> o.within(budget))
                  .toList();
          marginals.add(
              new Marginal(cell.value, cell.group, alike.size(), all.size(), Quantiles.of(all)));
        });
    return marginals;
  }
}
