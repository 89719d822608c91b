package org.descent.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPOutputStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.experiment.data.DataSources;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.InvalidExperiment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Experiments, data files and requests with changes at random are taken or refused in a line, and
 * nothing else: {@code fuzz.inputs} of each from {@code fuzz.seed}.
 */
@Tag("thorough")
class FuzzIT {
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 300);
  private static final Path EXPERIMENTS = Path.of("..", "..", "experiments");
  private static final Path ROOT = Path.of("/");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Nothing takes so long; what does hangs. */
  private static final long HANGS_SECONDS = 60;

  @TempDir Path directory;

  private final Random random = new Random(Long.getLong("fuzz.seed", 1));
  private final Mutants mutants = new Mutants(random);
  private final ExecutorService thread = Executors.newCachedThreadPool();
  private final List<String> wrong = new ArrayList<>();
  private int refused;
  private long slowest;

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  @Test
  void experimentsAreReadOrRefused() throws Exception {
    var texts = experiments();
    for (int i = 0; i < INPUTS; i++) {
      var text = mutants.of(texts.get(random.nextInt(texts.size())));
      attempt(
          text,
          () -> {
            var read = ExperimentReader.yaml(text);
            assertThat(ExperimentReader.document(read.document()).id()).isEqualTo(read.id());
            return null;
          });
    }
    assertNothingElse("experiments");
  }

  @Test
  void dataAreReadOrRefused() throws Exception {
    var numbers = npy("{'descr': '<f4', 'fortran_order': False, 'shape': (8, 4), }", 128);
    var columns = npy("{'descr': '>f8', 'fortran_order': True, 'shape': (8, 2, 3), }", 384);
    var labels = npy("{'descr': '|u1', 'fortran_order': False, 'shape': (8,), }", 8);
    var images = idx(72, 8, 3, 3);
    var table = "a,b,y\n1,2,0\n3,4,1\n5,6.5e3,0\n\"7\",8,1\n".getBytes(UTF_8);
    var good = List.of(numbers, columns, labels, images, zipped(images), table);
    var file = directory.resolve("file").toString();
    var npy = Files.write(directory.resolve("labels.npy"), labels).toString();
    var other = Files.write(directory.resolve("numbers.npy"), numbers).toString();
    var idx = Files.write(directory.resolve("labels.idx"), idx(8, 8)).toString();
    var specs =
        List.of(
            new DataSpec.Npy(file, npy, null),
            new DataSpec.Npy(file, npy, null),
            new DataSpec.Npy(other, file, null),
            new DataSpec.Idx(file, idx, 0),
            new DataSpec.Idx(file, idx, 0),
            new DataSpec.Csv(file, List.of("y"), List.of()));
    for (int i = 0; i < INPUTS; i++) {
      int kind = random.nextInt(good.size());
      var bytes = mutants.of(good.get(kind));
      Files.write(Path.of(file), bytes);
      attempt(new String(bytes, UTF_8), () -> DataSources.load(specs.get(kind), ROOT));
    }
    assertNothingElse("data files");
  }

  @Test
  void requestsAreAnsweredOrRefused() throws Exception {
    var texts = experiments();
    try (var pipeline = Pipeline.withBroker(directory)) {
      var control = pipeline.control().process().awaitReady();
      for (int i = 0; i < INPUTS; i++) {
        var request = request(control, texts);
        attempt(
            request.toString(),
            () -> {
              var answer = HTTP.send(request, BodyHandlers.ofString());
              assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
              assertThat(answer.body()).doesNotContain("\tat ");
              refused += answer.statusCode() >= 400 ? 1 : 0;
              return null;
            });
      }
      assertNothingElse("requests");
      assertThat(control.ready()).isTrue();
      assertThat(control.logged()).doesNotContain("\tat ");
    }
  }

  private HttpRequest request(ServiceProcess control, List<String> texts) {
    var paths =
        List.of(
            "validate",
            "experiments",
            "experiments/x/extend",
            "experiments/x/fork",
            "experiments/x/cancel",
            "experiments/x/curves",
            "comparison",
            "gists",
            "reports");
    var types = List.of("application/yaml", "application/json", "text/plain", "", "a/b; c=\"");
    var queries = List.of("", "?trial=%00", "?points=-1", "?metric=%ff", "?experiments=", "?a[]=1");
    var path = paths.get(random.nextInt(random.nextBoolean() ? 2 : paths.size()));
    var type = types.get(random.nextInt(random.nextBoolean() ? 1 : types.size()));
    var body = mutants.of(mutants.of(texts.get(random.nextInt(texts.size()))).getBytes(UTF_8));
    var uri = control.uri("/api/" + path + queries.get(random.nextInt(queries.size())));
    var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(HANGS_SECONDS));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    var methods = List.of("POST", "POST", "POST", "GET", "PUT", "DELETE", "PATCH");
    return request
        .method(methods.get(random.nextInt(methods.size())), BodyPublishers.ofByteArray(body))
        .build();
  }

  private static List<String> experiments() throws IOException {
    var texts = new ArrayList<String>();
    for (var folder : List.of("study", "gallery", "")) {
      try (var files = Files.list(EXPERIMENTS.resolve(folder))) {
        for (var file : files.sorted().filter(f -> f.toString().endsWith(".yaml")).toList()) {
          texts.add(Files.readString(file));
        }
      }
    }
    return texts;
  }

  /** Refused is a line; whatever else goes wrong is noted. */
  private void attempt(String input, Callable<?> work) throws Exception {
    long start = System.nanoTime();
    var running = thread.submit(work);
    try {
      running.get(HANGS_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      wrong.add("hangs: " + input);
    } catch (ExecutionException e) {
      var lines = lines(e.getCause());
      refused += lines.isEmpty() ? 0 : 1;
      if (lines.isEmpty() || lines.stream().anyMatch(FuzzIT::isNoLine)) {
        wrong.add(e.getCause() + " for " + input);
      }
    }
    slowest = Math.max(slowest, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  /** What is said to whoever has made the mistake; nothing where it was none. */
  private static List<String> lines(Throwable trouble) {
    if (trouble instanceof InvalidExperiment invalid) {
      return invalid.problems().stream().map(Object::toString).toList();
    }
    return trouble instanceof InvalidSpec ? List.of(trouble.getMessage()) : List.of();
  }

  private static boolean isNoLine(String text) {
    return text.isBlank() || text.length() > 5000 || text.chars().anyMatch(c -> c < ' ');
  }

  private void assertNothingElse(String what) {
    System.out.printf(
        "%d mutated %s: %d refused, %d wrong; the slowest took %d ms%n",
        INPUTS, what, refused, wrong.size(), slowest);
    assertThat(wrong).isEmpty();
  }

  private static byte[] npy(String header, int bytes) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    out.writeBytes(new byte[] {(byte) (header.length() + 1), 0});
    out.writeBytes((header + "\n").getBytes(UTF_8));
    out.writeBytes(new byte[bytes]);
    return out.toByteArray();
  }

  private static byte[] idx(int bytes, int... sizes) {
    var out = ByteBuffer.allocate(4 + 4 * sizes.length + bytes).putInt(0x0800 | sizes.length);
    for (int size : sizes) {
      out.putInt(size);
    }
    return out.array();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }
}
