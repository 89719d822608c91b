package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.LayerSpec;
import org.descent.experiment.Variant;

/**
 * Experiments that are told of together, and their figures in the order of the telling.
 *
 * @param figures those that count
 * @param supplements those that are there for completeness
 */
record Chapter(
    Kind kind, List<Findings> experiments, List<Figure> figures, List<Figure> supplements) {
  /** What there is to see of an experiment. */
  enum Kind {
    /** One neuron over the plane of its two parameters. */
    SURFACES,
    /** Networks on two inputs. */
    PLANE,
    /** Convolutions on images. */
    IMAGES,
    /** Anything: curves. */
    CURVES
  }

  /** Chapters on {@code all}, in order; neighbours of one kind share one where that tells more. */
  static List<Chapter> of(List<Findings> all) {
    var chapters = new ArrayList<Chapter>();
    var together = new ArrayList<Findings>();
    for (int i = 0; i < all.size(); i++) {
      var kind = kind(all.get(i));
      together.add(all.get(i));
      boolean last = i + 1 == all.size() || kind(all.get(i + 1)) != kind;
      if (last || kind == Kind.SURFACES || kind == Kind.CURVES) {
        chapters.add(chapter(kind, List.copyOf(together)));
        together.clear();
      }
    }
    return chapters;
  }

  static Kind kind(Findings findings) {
    var variants = findings.experiment().variants();
    if (variants.stream().anyMatch(v -> v.training().surfaceGrid().isPresent())) {
      return Kind.SURFACES;
    }
    boolean lines = findings.evaluated().values().stream().anyMatch(t -> !t.lines().isEmpty());
    if (lines && findings.examples().filter(e -> e.width() == 2).isPresent()) {
      return Kind.PLANE;
    }
    return variants.stream().allMatch(Chapter::convolutional) ? Kind.IMAGES : Kind.CURVES;
  }

  static boolean convolutional(Variant variant) {
    return variant.training().network().layers().stream()
        .anyMatch(l -> l instanceof LayerSpec.Conv2d);
  }

  private static Chapter chapter(Kind kind, List<Findings> experiments) {
    var figures = new ArrayList<Figure>();
    var supplements = new ArrayList<Figure>();
    experiments.forEach(e -> figures.addAll(new SearchFigures(e).all()));
    switch (kind) {
      case SURFACES -> experiments.forEach(e -> figures.addAll(new SurfaceFigures(e).all()));
      case PLANE -> {
        figures.addAll(planes(experiments));
        experiments.forEach(e -> supplements.addAll(new CurveFigures(e).all()));
      }
      case IMAGES ->
          experiments.forEach(
              e -> {
                figures.addAll(new SettingFigures(e).all());
                figures.addAll(new CurveFigures(e).all());
                new GalleryFigures(e).figure().ifPresent(figures::add);
              });
      case CURVES ->
          experiments.forEach(
              e -> {
                figures.addAll(new SettingFigures(e).all());
                figures.addAll(new CurveFigures(e).all());
                new GalleryFigures(e).figure().ifPresent(supplements::add);
              });
    }
    experiments.forEach(e -> figures.addAll(new InstrumentFigures(e).all()));
    experiments.forEach(e -> figures.addAll(new LandscapeFigures(e).all()));
    experiments.forEach(e -> figures.addAll(new DecisionFigures(e).all()));
    for (var each : experiments) {
      new ClassFigures(each).figure().ifPresent(figures::add);
      figures.addAll(new GalleryFigures(each).named());
    }
    experiments.forEach(e -> new ScheduleFigures(e).figure().ifPresent(supplements::add));
    return new Chapter(kind, experiments, figures, supplements);
  }

  /** First what works, then what has to fail without a hidden layer, and with one. */
  private static List<Figure> planes(List<Findings> experiments) {
    var data = new PlaneFigures(experiments.get(0).examples().orElseThrow());
    var shallow = new ArrayList<Figure>();
    var working = new ArrayList<Figure>();
    var linear = new ArrayList<Figure>();
    for (var findings : experiments) {
      var figures = new PlaneFigures(findings.examples().orElseThrow());
      var variant = findings.experiment().variants().get(0);
      var single = figures.single(findings, variant);
      if (single.isPresent()) {
        single.ifPresent((PlaneFigures.hasHiddenLayer(variant) ? linear : shallow)::add);
      } else {
        figures.hiddenLines(findings, variant).ifPresent(working::add);
        figures.separation(findings, variant).ifPresent(working::add);
      }
    }
    var all = new ArrayList<Figure>(working);
    all.add(data.data());
    all.addAll(shallow);
    all.addAll(linear);
    return all;
  }

  Chapter with(List<Figure> numbered, List<Figure> numberedSupplements) {
    return new Chapter(kind, experiments, numbered, numberedSupplements);
  }

  /** What the chapter is about. */
  String title() {
    if (experiments.size() == 1) {
      return experiments.get(0).experiment().title();
    }
    boolean xor = experiments.stream().allMatch(e -> e.experiment().data() instanceof DataSpec.Xor);
    return kind == Kind.IMAGES
        ? "Convolutional networks"
        : xor ? "XOR: what one line cannot do, two can" : "Points in a plane";
  }
}
