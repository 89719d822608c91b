package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The report on one experiment or on a study of several: one page that needs nothing but itself,
 * and its figures as files. A pure function of what is known; it knows no clock.
 */
public final class Report {
  private final String title;
  private final List<Findings> findings;
  private final Optional<Figure> overview;
  private final List<Chapter> chapters;

  private Report(String title, List<Findings> findings) {
    this.title = title;
    this.findings = List.copyOf(findings);
    this.overview =
        TrialStrips.figure(findings).map(figure -> figure.numbered("Figure 1", "figure-01"));
    this.chapters = numbered(findings, overview.isPresent() ? 1 : 0);
  }

  /**
   * A report.
   *
   * @param title of the study; empty: that of its first experiment
   * @param findings of one experiment or more, in the order in which to tell of them
   */
  public static Report of(String title, List<Findings> findings) {
    if (findings.isEmpty()) {
      throw new IllegalArgumentException("a report needs an experiment");
    }
    var together = Findings.together(findings);
    return new Report(title.isBlank() ? together.get(0).experiment().title() : title, together);
  }

  /** The page. */
  public String html() {
    return new ReportPage(title, findings, overview, chapters, new StudyClaims(findings).claims())
        .html();
  }

  /** The figures as SVG documents by the names of their files, without the ending. */
  public Map<String, String> figures() {
    var figures = new LinkedHashMap<String, String>();
    overview.ifPresent(f -> figures.put(f.file(), f.document()));
    for (var chapter : chapters) {
      chapter.figures().forEach(f -> figures.put(f.file(), f.document()));
      chapter.supplements().forEach(f -> figures.put(f.file(), f.document()));
    }
    return figures;
  }

  /** The figure of that name as an SVG document. */
  public Optional<String> figure(String name) {
    return Optional.ofNullable(figures().get(name));
  }

  /**
   * @param before figures that stand before those of the chapters
   */
  private static List<Chapter> numbered(List<Findings> findings, int before) {
    int number = before;
    int supplement = 0;
    var numbered = new ArrayList<Chapter>();
    for (var chapter : Chapter.of(findings)) {
      var figures = new ArrayList<Figure>();
      for (var figure : chapter.figures()) {
        number++;
        figures.add(figure.numbered("Figure " + number, String.format("figure-%02d", number)));
      }
      var supplements = new ArrayList<Figure>();
      for (var experiment : chapter.experiments()) {
        new SurvivalFigures(experiment).figure().ifPresent(supplements::add);
      }
      supplements.addAll(chapter.supplements());
      var labelled = new ArrayList<Figure>();
      for (var figure : supplements) {
        supplement++;
        labelled.add(
            figure.numbered("Figure S" + supplement, String.format("figure-s%02d", supplement)));
      }
      numbered.add(chapter.with(figures, labelled));
    }
    return numbered;
  }
}
