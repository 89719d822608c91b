package org.descent.contracts.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every number that training computes with is looked at as the float32 that it becomes. */
class Float32Test {
  /** One of every specification that has such numbers. */
  private static final List<Record> NUMBERED =
      List.of(
          new DataSpec.Point(1, 0.5),
          new HeadSpec("width", HeadKind.REGRESSION, "width", 1, 1, 0.5),
          new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0.5, 0.1),
          new Initialiser.Constant(0.1),
          new Initialiser.Uniform(-1, 1),
          new Initialiser.Normal(1),
          new Initialiser.TruncatedNormal(1),
          new Initialiser.GlorotUniform(1),
          new Initialiser.GlorotNormal(1),
          new Initialiser.HeUniform(1),
          new Initialiser.HeNormal(1),
          new Initialiser.LecunUniform(1),
          new Initialiser.LecunNormal(1),
          new Initialiser.FanInUniform(1),
          new Initialiser.Orthogonal(1),
          new Initialiser.Identity(1),
          new OptimiserSpec.Sgd(0.1),
          new OptimiserSpec.Momentum(0.1, 0.9),
          new OptimiserSpec.Adam(0.1, 0.9, 0.999, 1e-8),
          new OptimiserSpec.Nesterov(0.1, 0.9),
          new OptimiserSpec.RmsProp(0.1, 0.99, 1e-8),
          new OptimiserSpec.Adagrad(0.1, 1e-10),
          new OptimiserSpec.Adamax(0.1, 0.9, 0.999, 1e-8),
          new OptimiserSpec.AdamW(0.1, 0.9, 0.999, 1e-8, 0.01),
          new OptimiserSpec.NadamW(0.1, 0.9, 0.999, 1e-8, 0.01),
          new OptimiserSpec.Lion(0.1, 0.9, 0.99, 0.01),
          new OptimiserSpec.Rprop(0.1, 0.5, 1.2, 1e-6, 50),
          new OptimiserSpec.Muon(
              0.1, 0.95, 0.1, new OptimiserSpec.AdamW(0.1, 0.9, 0.999, 1e-8, 0.01)),
          new ScheduleSpec(ScheduleSpec.Unit.EPOCHS, 1, new ScheduleSpec.Constant()),
          new ScheduleSpec.Step(10, 0.5),
          new ScheduleSpec.Exponential(10, 0.5),
          new ScheduleSpec.Polynomial(10, 1, 0.1),
          new ScheduleSpec.Cosine(10, 0.1),
          new ScheduleSpec.CosineRestarts(10, 1, 0.1),
          new ScheduleSpec.InverseSquareRoot(10),
          new ScheduleSpec.OneCycle(10, 0.3, 0.04, 0.1),
          new DecaySpec(0.1, true, false),
          new AverageSpec(0.5),
          new Dropout(0.5),
          new GaussianNoise(0.5),
          new LayerNorm(1e-5),
          new BatchNorm(0.1, 1e-5),
          new ClippingSpec.ByValue(1),
          new PreparationSpec.MinMax(
              0.5, 1, PreparationSpec.Each.FEATURE, PreparationSpec.Constant.REFUSE),
          new PreparationSpec.Scale(0.5, 255),
          new PreparationSpec.LabelNoise(0.5, "label", PreparationSpec.Among.ALL, 1),
          new ClippingSpec.ByNorm(1),
          new SurfaceSpec.Axis(-2, 2, 0.1),
          new TargetSpec(TargetSpec.Metric.LOSS, "", 0.1),
          new InstrumentSpec.Sharpness(1, 0.1, false, new InstrumentSpec.Moments.Every(1)),
          new LandscapeSpec.Random(2, 25, 1, List.of(Split.TRAIN)),
          new LandscapeSpec.Eigenvectors(2, 25, 1, 0.1, List.of(Split.TRAIN)),
          new MeasureSpec(0.1, ScheduleSpec.Unit.EPOCHS, List.of(Split.TRAIN)),
          new PatienceSpec(1, TargetSpec.Metric.LOSS, "", Split.TRAIN, 0.1));

  /** Shares of examples are counted out in double; forms become what is looked at. */
  private static final Set<Class<?>> EXACT = Set.of(SplitSpec.class);

  static Stream<Arguments> numbers() {
    return NUMBERED.stream()
        .flatMap(
            record ->
                Arrays.stream(record.getClass().getRecordComponents())
                    .filter(c -> c.getType() == double.class)
                    .map(c -> Arguments.of(record, c.getName())));
  }

  @Test
  void noSpecificationWithNumbersIsForgotten() throws IOException {
    var home =
        Path.of(TrainingSpec.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    try (var files = Files.walk(home.resolve("org/descent/contracts/spec"))) {
      var numbered =
          files
              .map(file -> home.relativize(file).toString())
              .filter(name -> name.endsWith(".class"))
              .map(name -> type(name.replace(".class", "").replace('/', '.')))
              .filter(Class::isRecord)
              .filter(
                  type ->
                      Arrays.stream(type.getRecordComponents())
                          .anyMatch(c -> c.getType() == double.class))
              .filter(type -> !EXACT.contains(type) && !Form.class.isAssignableFrom(type))
              .collect(Collectors.<Class<?>>toSet());

      assertThat(NUMBERED.stream().<Class<?>>map(Record::getClass)).hasSameElementsAs(numbered);
    }
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numberBeyondFloat32IsRefused(Record record, String component) {
    assertThatThrownBy(() -> Float32.rounded(with(record, component, 1e39)))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageMatching(".* (1E39|large enough for at most 1001 points).*")
        .hasMessageContaining("expected ");
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numberThatBecomesZeroIsRefusedWhereZeroIs(Record record, String component) {
    for (double tiny : List.of(1e-46, 1e-40)) {
      var zero = catchThrowable(() -> with(record, component, 0));
      var small = catchThrowable(() -> Float32.rounded(with(record, component, tiny)));

      assertThat(small == null).as("%s: %s", component, tiny).isEqualTo(zero == null);
      if (small == null) {
        assertThat(Float32.rounded(with(record, component, tiny)))
            .isEqualTo(Float32.rounded(with(record, component, 0)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void numbersThatTrainingCannotTellApartAreOne(Record record, String component) {
    double number = (Double) value(record, component);
    double neighbour = number * (1 + 1e-12);
    if (number != 0 && (float) number == (float) neighbour && neighbour <= 1) {
      assertThat(Float32.rounded(with(record, component, neighbour)))
          .isEqualTo(Float32.rounded(record));
    }
  }

  @Test
  void refusalNamesTheNumberAndWhatItBecomes() {
    assertThatThrownBy(() -> Float32.rounded(new OptimiserSpec.Adam(1, 0.99999999, 0.9, 1)))
        .hasMessage(
            "beta1 0.99999999 becomes 1, expected 0 or more and below 1 (training computes in"
                + " float32)");
  }

  @Test
  void numbersOfWhatARecordHoldsAreRoundedToo() {
    var network =
        new NetworkSpec(List.of(), List.of(new HeadSpec("a", HeadKind.BINARY, "a", 1, 0.1, 0)));

    assertThat(Float32.rounded(network).heads().get(0).weight()).isEqualTo((double) 0.1f);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, Float32Test.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object value(Record record, String component) {
    try {
      return record.getClass().getMethod(component).invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code record} with another number. */
  private static Record with(Record record, String component, double number) {
    var components = record.getClass().getRecordComponents();
    var values =
        Arrays.stream(components)
            .map(c -> c.getName().equals(component) ? number : value(record, c.getName()))
            .toArray();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (Record) record.getClass().getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
