package org.descent.benchmarks.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HalvingBenchTest {
  private static final int POINTS = 90;

  @TempDir Path folder;

  @Test
  void bothFactorsAreMeasuredForBothLosses() throws IOException {
    // losses keep their order from the first iteration on: nobody is lost
    var lines = lines((point, iteration) -> point + 1.0 / iteration);
    assertThat(lines.stream().map(line -> line.get("at").asText() + line.get("factor").asInt()))
        .containsExactly("END2", "END3", "BEST2", "BEST3");
    for (var line : lines) {
      assertThat(shares(line)).hasSize(4).allMatch(share -> share < 0.5);
    }
  }

  @Test
  void whoIsBestInTheEndAndWorstBeforeIsLost() throws IOException {
    // below 27 the best at the end were the worst, and nobody is as good on the way
    var lines = lines((point, iteration) -> iteration < 27 ? 1000 - point : point);
    for (var line : lines) {
      assertThat(shares(line)).hasSize(4).allMatch(share -> share == 1);
    }
  }

  private interface Loss {
    double after(int point, int iteration);
  }

  private List<JsonNode> lines(Loss loss) throws IOException {
    int[] iterations = IntStream.rangeClosed(1, 27).toArray();
    double[][] curves =
        IntStream.range(0, POINTS)
            .mapToObj(p -> IntStream.of(iterations).mapToDouble(i -> loss.after(p, i)).toArray())
            .toArray(double[][]::new);
    var table =
        Map.of(
            "name",
            "table",
            "sizes",
            new int[] {POINTS},
            "values",
            IntStream.range(0, POINTS).mapToDouble(p -> curves[p][26]).toArray(),
            "curves",
            Map.of("iterations", iterations, "values", curves));
    var file = folder.resolve("table.json");
    var json = new ObjectMapper();
    Files.write(file, json.writeValueAsBytes(table));
    var lines = new ArrayList<JsonNode>();
    for (var line :
        printed("--repetitions", "4", "--variants", "30", "--tables", file.toString())) {
      lines.add(json.readTree(line));
    }
    return lines;
  }

  private static List<String> printed(String... arguments) {
    var out = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      assertThat(new CommandLine(new HalvingBench()).execute(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<Double> shares(JsonNode line) {
    return StreamSupport.stream(line.get("shares").spliterator(), false)
        .map(JsonNode::asDouble)
        .toList();
  }
}
