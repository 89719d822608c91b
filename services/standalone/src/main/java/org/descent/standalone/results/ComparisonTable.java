package org.descent.standalone.results;

import java.util.ArrayList;
import java.util.List;
import org.descent.experiment.results.DocumentDifference;
import org.descent.experiment.results.Evidence;
import org.descent.experiment.results.ExperimentComparison;
import org.descent.experiment.results.ExperimentComparison.Couple;
import org.descent.standalone.table.Grid;
import org.descent.standalone.table.Numbers;
import org.descent.standalone.table.Paragraph;

/** Two experiments beside each other, for the terminal. */
public final class ComparisonTable {
  private static final String INDENT = "  ";
  private static final String DEFAULT = "(default)";

  private ComparisonTable() {}

  /** The lines about {@code comparison}: documents first, then iterations. */
  public static List<String> lines(ExperimentComparison comparison) {
    var lines = new ArrayList<String>();
    lines.add("first   " + comparison.first());
    lines.add("second  " + comparison.second());
    lines.add("");
    if (comparison.differences().isEmpty()) {
      lines.add(INDENT + "Their documents say the same.");
    } else {
      documents(comparison.differences()).lines().forEach(line -> lines.add(INDENT + line));
    }
    lines.add("");
    if (comparison.couples().isEmpty()) {
      lines.add(INDENT + "No variants of both have a target and common seeds that have ended.");
      return lines;
    }
    couples(comparison.couples()).lines().forEach(line -> lines.add(INDENT + line));
    lines.add("");
    lines.addAll(
        Paragraph.lines(
            "ratio: ",
            "iterations to the target, second to first, the median over common seeds, and its"
                + " interval of 95 %; p: sign test, adjusted for all rows (Holm)",
            ResultsTable.WIDTH));
    if (comparison.couples().size() < comparison.possible()) {
      lines.add(
          Numbers.counted(comparison.possible(), "couple")
              + " of variants agree in what varies in both; those with common seeds are told, "
              + ExperimentComparison.MOST
              + " at most");
    }
    return lines;
  }

  private static Grid documents(List<DocumentDifference> differences) {
    var grid =
        new Grid(
            List.of(
                Grid.Column.left("differs"),
                Grid.Column.left("first"),
                Grid.Column.left("second")));
    for (var difference : differences) {
      grid.row(
          List.of(difference.path(), written(difference.first()), written(difference.second())));
    }
    return grid;
  }

  private static String written(String value) {
    return value == null ? DEFAULT : value;
  }

  private static Grid couples(List<Couple> couples) {
    var grid =
        new Grid(
            List.of(
                Grid.Column.left("first"),
                Grid.Column.left("second"),
                Grid.Column.right("seeds"),
                Grid.Column.right("faster"),
                Grid.Column.left("ratio"),
                Grid.Column.left("95 %"),
                Grid.Column.right("p")));
    for (var couple : couples) {
      grid.row(
          List.of(
              couple.firstLabel(),
              couple.secondLabel(),
              Numbers.grouped(couple.pairs()),
              couple.firstFaster() + " : " + couple.secondFaster(),
              ascii(couple.told()),
              ascii(couple.interval().replaceFirst("^95 % ", "")),
              Evidence.p(couple.p()).replaceFirst("^p (= )?", "")));
    }
    return grid;
  }

  /** In characters that every terminal has, as tables here are. */
  private static String ascii(String text) {
    return text.replaceFirst("^× ", "x ")
        .replace('–', '-')
        .replace("\u202f", " ")
        .replace("∞", "inf");
  }
}
