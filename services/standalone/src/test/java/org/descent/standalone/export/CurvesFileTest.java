package org.descent.standalone.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.descent.standalone.export.CurvesFile.MetricCurve;
import org.descent.standalone.export.CurvesFile.TrialCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesFileTest {
  @TempDir Path directory;

  @Test
  void everyTrialComesWithTheMetricsThatItHas() throws IOException {
    var trials =
        read(
            """
            experiment,variant,seed,trial,iteration,loss,accuracy,width.loss,test.loss
            e,0,7,e-0-7,1,0.5,0.25,,
            e,0,7,e-0-7,2,NaN,1.0,,7
            e,1,8,e-1-8,1,Infinity,0.0,3.5,
            """);

    assertThat(trials).hasSize(2);
    assertThat(trials.get(0).variant()).isZero();
    assertThat(trials.get(0).seed()).isEqualTo(7);
    var first = trials.get(0).curves();
    assertThat(first.stream().map(MetricCurve::metric))
        .containsExactly("loss", "accuracy", "test.loss");
    assertThat(first.get(0).values()).containsExactly(0.5f, Float.NaN);
    assertThat(first.get(1).iterations()).containsExactly(1, 2);
    assertThat(first.get(2).iterations()).containsExactly(2); // when it was measured
    assertThat(first.get(2).values()).containsExactly(7);
    var second = trials.get(1).curves();
    assertThat(second.stream().map(MetricCurve::metric))
        .containsExactly("loss", "accuracy", "width.loss");
    assertThat(second.get(0).values()).containsExactly(Float.POSITIVE_INFINITY);
  }

  @Test
  void longCurvesAreReadToTheirEnd() throws IOException {
    var text = new StringBuilder("experiment,variant,seed,trial,iteration,loss,accuracy\n");
    for (int i = 1; i <= 5000; i++) {
      text.append("e,0,1,t,").append(i).append(',').append(1f / i).append(",0.5\n");
    }

    var curves = read(text.toString()).get(0);

    assertThat(curves.curves().get(0).values()).hasSize(5000).endsWith(1f / 5000);
  }

  @Test
  void aFileWithoutTrialsHasNone() throws IOException {
    assertThat(read("experiment,variant,seed,trial,iteration,loss,accuracy\n")).isEmpty();
  }

  private List<TrialCurves> read(String text) throws IOException {
    var trials = new ArrayList<TrialCurves>();
    CurvesFile.read(Files.writeString(directory.resolve("curves.csv"), text), trials::add);
    return trials;
  }
}
