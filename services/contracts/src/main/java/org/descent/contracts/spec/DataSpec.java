package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;

/**
 * Where examples come from. Generated ones depend on their parameters and seed alone; files are
 * named by absolute path or relative to the dataset-loader's data directory. Target columns are
 * {@code label} (classes) and {@code width} (numbers) except where a source names its own.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "source")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DataSpec.RandomImages.class, name = "random"),
  @JsonSubTypes.Type(value = DataSpec.Line.class, name = "line"),
  @JsonSubTypes.Type(value = DataSpec.Detection.class, name = "detection"),
  @JsonSubTypes.Type(value = DataSpec.Mnist1d.class, name = "mnist1d"),
  @JsonSubTypes.Type(value = DataSpec.Xor.class, name = "xor"),
  @JsonSubTypes.Type(value = DataSpec.Point.class, name = "point"),
  @JsonSubTypes.Type(value = LinearModes.class, name = "linear"),
  @JsonSubTypes.Type(value = ModularAddition.class, name = "modular-addition"),
  @JsonSubTypes.Type(value = Parity.class, name = "parity"),
  @JsonSubTypes.Type(value = Teacher.class, name = "teacher"),
  @JsonSubTypes.Type(value = Encoder.class, name = "encoder"),
  @JsonSubTypes.Type(value = DataSpec.Npy.class, name = "npy"),
  @JsonSubTypes.Type(value = DataSpec.Npz.class, name = "npz"),
  @JsonSubTypes.Type(value = DataSpec.Csv.class, name = "csv"),
  @JsonSubTypes.Type(value = DataSpec.Parquet.class, name = "parquet"),
  @JsonSubTypes.Type(value = DataSpec.Idx.class, name = "idx"),
  @JsonSubTypes.Type(value = DataSpec.Cifar10.class, name = "cifar10"),
  @JsonSubTypes.Type(value = DataSpec.Cifar100.class, name = "cifar100"),
  @JsonSubTypes.Type(value = DataSpec.Images.class, name = "images"),
  @JsonSubTypes.Type(value = DataSpec.Parts.class, name = "parts")
})
public sealed interface DataSpec
    permits DataSpec.RandomImages,
        DataSpec.Line,
        DataSpec.Detection,
        DataSpec.Mnist1d,
        DataSpec.Xor,
        DataSpec.Point,
        LinearModes,
        ModularAddition,
        Parity,
        Teacher,
        Encoder,
        DataSpec.Npy,
        DataSpec.Npz,
        DataSpec.Csv,
        DataSpec.Parquet,
        DataSpec.Idx,
        DataSpec.Cifar10,
        DataSpec.Cifar100,
        DataSpec.Images,
        DataSpec.Parts {
  /** The longest side of a generated image. */
  int MAX_SIDE = 256;

  /** The most examples a generator makes. */
  int MAX_IMAGES = 1_000_000;

  /** The files that the examples are read from, as they are named; empty for generated ones. */
  @JsonIgnore
  default List<String> files() {
    return NamedFiles.IN.get(getClass()).stream()
        .map(this::value)
        .filter(Objects::nonNull)
        .flatMap(named -> named instanceof List<?> several ? several.stream() : Stream.of(named))
        .map(String.class::cast)
        .toList();
  }

  private Object value(RecordComponent component) {
    try {
      return component.getAccessor().invoke(this);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static void requireImages(int images) {
    InvalidSpec.unless(
        images >= 1 && images <= MAX_IMAGES, "images %s, expected 1 to %s", images, MAX_IMAGES);
  }

  /**
   * Square images of {@code side}×{@code side} pixels, each 0 or 1 with probability ½; {@code
   * positives} random labels are 1.
   */
  record RandomImages(
      @Otherwise("64") int images,
      @Otherwise("4") int side,
      @Otherwise("11") int positives,
      @Otherwise("1") long seed)
      implements DataSpec {
    public RandomImages {
      requireImages(images);
      InvalidSpec.unless(
          side >= 1 && side <= MAX_SIDE, "side %s, expected 1 to %s", side, MAX_SIDE);
      InvalidSpec.unless(
          positives >= 0 && positives <= images,
          "positives %s, expected 0 to the number of images (%s)",
          positives,
          images);
    }
  }

  /** 16×16: a vertical bar and a square block; label 1 if the bar stands in the right half. */
  record Line(@Otherwise("64") int images, @Otherwise("1") long seed) implements DataSpec {
    public Line {
      requireImages(images);
    }
  }

  /**
   * 16×16: a filled diamond (label 0) or square (label 1) whose half-width 1…7 is the target {@code
   * width}.
   */
  record Detection(@Otherwise("64") int images, @Otherwise("1") long seed) implements DataSpec {
    public Detection {
      requireImages(images);
    }
  }

  /**
   * MNIST-1D: signals of 40 numbers for the ten digits, {@code examples} of them, a tenth each,
   * with the parameters that were published.
   *
   * @param seed 0 to 2^32 - 1; the published data come of 42
   * @param shuffled whether the 40 places are permuted, alike in all examples
   */
  record Mnist1d(
      @Otherwise("5000") int examples,
      @Otherwise("42") long seed,
      @Otherwise("false") boolean shuffled)
      implements DataSpec {
    public Mnist1d {
      requireImages(examples);
      InvalidSpec.unless(
          examples % 10 == 0,
          "examples %s, expected a multiple of 10: a tenth for each digit",
          examples);
      InvalidSpec.unless(
          seed >= 0 && seed < 1L << 32, "seed %s, expected 0 to %s", seed, (1L << 32) - 1);
    }
  }

  /** The four points (0,0) (0,1) (1,0) (1,1), labels 0 1 1 0. */
  record Xor() implements DataSpec {}

  /** One example: feature {@code x}, label {@code y}. */
  record Point(double x, double y) implements DataSpec {
    public Point {
      InvalidSpec.unless(Double.isFinite(x), "x %s, expected a finite number", x);
      InvalidSpec.unless(y >= 0 && y <= 1, "y %s, expected 0 to 1", y);
    }
  }

  /** NumPy files: images [n, …], labels [n], and widths [n] or null. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Npy(
      @NamesFile String images,
      @NamesFile String labels,
      @NamesFile @Otherwise("null") String widths,
      @Otherwise("none") Classes classes)
      implements DataSpec {
    /** Labels that are class numbers. */
    public Npy(String images, String labels, String widths) {
      this(images, labels, widths, null);
    }
  }

  /**
   * The same arrays in one archive of NumPy's.
   *
   * @param images what the array of images is called there, and so on
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Npz(
      @NamesFile String file,
      @Otherwise("images") String images,
      @Otherwise("labels") String labels,
      @Otherwise("null") String widths,
      @Otherwise("none") Classes classes)
      implements DataSpec {}

  /** What is wanted of a table. */
  interface Columns {
    /** Columns that heads predict. */
    List<String> targets();

    /** Columns that are features; empty: all that have a name and are no targets. */
    List<String> features();

    /** Features that are texts: each becomes a column for each of its values. */
    List<String> oneHot();

    /** Classes of targets; one that is not here has numbers, or texts in their order. */
    Map<String, Classes> classes();

    /** What becomes of a row that lacks a value. */
    Missing missing();

    /** What tables of any kind ask of their columns. */
    private static void check(List<String> targets, List<String> features, List<String> oneHot) {
      InvalidSpec.unless(!targets.isEmpty(), "targets [], expected at least one column");
      for (var column : oneHot) {
        InvalidSpec.unless(
            features.isEmpty() || features.contains(column),
            "oneHot %s, expected one of the features",
            column);
      }
    }
  }

  /**
   * A table in a CSV file, plain or gzip.
   *
   * @param targets columns that heads predict
   * @param features columns that are features; empty: all that have a name and are no targets
   * @param separator between the values of a row; null: as the file has it
   * @param headerless whether the first row has values already; columns are then called {@code
   *     column1}, {@code column2}, …
   * @param skip how many lines stand before the table
   * @param oneHot features that are texts: each becomes a column for each of its values
   * @param classes of targets; one that is not here has numbers, or texts in their order
   */
  record Csv(
      @NamesFile String file,
      List<String> targets,
      List<String> features,
      @JsonInclude(JsonInclude.Include.NON_NULL) Separator separator,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean headerless,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int skip,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> oneHot,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Classes> classes,
      Missing missing)
      implements DataSpec, Columns {
    /** As it is written. */
    public record Form(
        String file,
        List<String> targets,
        @Otherwise("[]") List<String> features,
        @Otherwise("null") Separator separator,
        @Otherwise("true") boolean header,
        @Otherwise("0") int skip,
        @Otherwise("[]") List<String> oneHot,
        @Otherwise("null") Map<String, Classes> classes,
        @Otherwise("refuse") Missing missing)
        implements org.descent.contracts.spec.Form<Csv> {
      @Override
      public Csv spec() {
        return new Csv(file, targets, features, separator, !header, skip, oneHot, classes, missing);
      }
    }

    public Csv {
      targets = List.copyOf(targets);
      features = List.copyOf(features);
      oneHot = oneHot == null ? List.of() : List.copyOf(oneHot);
      classes = classes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(classes));
      missing = missing == null ? Missing.REFUSE : missing;
      Columns.check(targets, features, oneHot);
      InvalidSpec.unless(skip >= 0, "skip %s, expected 0 or more lines", skip);
    }

    /** A table of numbers with a header. */
    public Csv(String file, List<String> targets, List<String> features) {
      this(file, targets, features, null, false, 0, List.of(), Map.of(), Missing.REFUSE);
    }
  }

  /** A table in a Parquet file. */
  record Parquet(
      @NamesFile String file,
      List<String> targets,
      @Otherwise("[]") List<String> features,
      @Otherwise("[]") @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> oneHot,
      @Otherwise("null") @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Classes> classes,
      @Otherwise("refuse") Missing missing)
      implements DataSpec, Columns {
    public Parquet {
      targets = List.copyOf(targets);
      features = List.copyOf(features);
      oneHot = oneHot == null ? List.of() : List.copyOf(oneHot);
      classes = classes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(classes));
      missing = missing == null ? Missing.REFUSE : missing;
      Columns.check(targets, features, oneHot);
    }
  }

  /** What stands between the values of a row. */
  enum Separator {
    @JsonProperty("comma")
    COMMA(',', "commas"),
    @JsonProperty("semicolon")
    SEMICOLON(';', "semicolons"),
    @JsonProperty("tab")
    TAB('\t', "tabs"),
    @JsonProperty("bar")
    BAR('|', "vertical bars");

    private final char character;
    private final String plural;

    Separator(char character, String plural) {
      this.character = character;
      this.plural = plural;
    }

    /** The character itself. */
    public char character() {
      return character;
    }

    /** Several of them, for people. */
    public String plural() {
      return plural;
    }
  }

  /** What becomes of a row that lacks a value. */
  enum Missing {
    /** The data are refused. */
    @JsonProperty("refuse")
    REFUSE,
    /** The row is left out. */
    @JsonProperty("drop")
    DROP,
    /** A feature becomes the mean of its column, see {@link PreparationSpec.Fill}. */
    @JsonProperty("mean")
    MEAN
  }

  /**
   * MNIST's format, plain or gzip: images scaled to [0, 1] and labels. {@code limit} keeps the
   * first so many; 0 keeps all.
   */
  record Idx(
      @NamesFile String images,
      @NamesFile String labels,
      @Otherwise("0") int limit,
      @Otherwise("none") @JsonInclude(JsonInclude.Include.NON_NULL) Classes classes)
      implements DataSpec {
    public Idx {
      InvalidSpec.unless(limit >= 0, "limit %s, expected 0 or more", limit);
    }

    /** Labels that are class numbers. */
    public Idx(String images, String labels, int limit) {
      this(images, labels, limit, null);
    }
  }

  /**
   * CIFAR-10 in its binary version: images [32, 32, 3] scaled to [0, 1], and their labels.
   *
   * @param batches files of 10 000 images, or of any number, in their order
   */
  record Cifar10(@NamesFile List<String> batches) implements DataSpec {
    public Cifar10 {
      batches = List.copyOf(batches);
      InvalidSpec.unless(!batches.isEmpty(), "batches [], expected a file or more");
    }
  }

  /**
   * CIFAR-100, likewise.
   *
   * @param labels which of the two labels of an image
   */
  record Cifar100(@NamesFile List<String> batches, @Otherwise("fine") Labels labels)
      implements DataSpec {
    /** The labels of CIFAR-100. */
    public enum Labels {
      /** 20 of them. */
      @JsonProperty("coarse")
      COARSE,
      /** 100 of them. */
      @JsonProperty("fine")
      FINE
    }

    public Cifar100 {
      batches = List.copyOf(batches);
      InvalidSpec.unless(!batches.isEmpty(), "batches [], expected a file or more");
    }
  }

  /**
   * Images, PNG or JPEG, each in the folder of its class, scaled to [0, 1].
   *
   * @param folder of those folders, whose names in order are the classes 0, 1, …
   * @param resize what all images are made; null: they are all of one size
   * @param grey whether they are made grey, [height, width], instead of [height, width, 3]
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Images(
      @NamesFile String folder, @Otherwise("none") Sides resize, @Otherwise("false") boolean grey)
      implements DataSpec {
    public Images {
      InvalidSpec.unless(
          resize == null || resize.height() >= 1 && resize.width() >= 1,
          "resize %s, expected sides of 1 or more",
          resize == null ? "" : List.of(resize.height(), resize.width()));
    }
  }

  /**
   * A source for each split, all with the same features and targets.
   *
   * @param train what is trained on, of which the experiment's split may take a share for a split
   *     that has no source
   * @param validation null: none
   * @param test null: none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Parts(
      DataSpec train, @Otherwise("none") DataSpec validation, @Otherwise("none") DataSpec test)
      implements DataSpec {
    public Parts {
      InvalidSpec.unless(
          validation != null || test != null, "train is all there is, expected validation or test");
      for (var part : Arrays.asList(train, validation, test)) {
        InvalidSpec.unless(
            !(part instanceof Parts), "a part is one source, expected no parts of it");
      }
    }

    /** The splits that have a source of their own, and those sources. */
    public Map<Split, DataSpec> apart() {
      var apart = new EnumMap<Split, DataSpec>(Split.class);
      if (validation != null) {
        apart.put(Split.VALIDATION, validation);
      }
      if (test != null) {
        apart.put(Split.TEST, test);
      }
      return apart;
    }

    @Override
    public List<String> files() {
      return Stream.concat(Stream.of(train), apart().values().stream())
          .flatMap(part -> part.files().stream())
          .toList();
    }
  }
}
