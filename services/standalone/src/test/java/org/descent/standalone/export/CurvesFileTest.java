package org.descent.standalone.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            experiment,variant,seed,trial,iteration,loss,accuracy,width.loss
            e,0,7,e-0-7,1,0.5,0.25,
            e,0,7,e-0-7,2,NaN,1.0,
            e,1,8,e-1-8,1,Infinity,0.0,3.5
            """);

    assertThat(trials).hasSize(2);
    assertThat(trials.get(0).variant()).isZero();
    assertThat(trials.get(0).seed()).isEqualTo(7);
    assertThat(trials.get(0).metrics()).containsExactly("loss", "accuracy");
    assertThat(trials.get(0).values())
        .containsExactly(new float[] {0.5f, Float.NaN}, new float[] {0.25f, 1});
    assertThat(trials.get(1).metrics()).containsExactly("loss", "accuracy", "width.loss");
    assertThat(trials.get(1).values().get(0)).containsExactly(Float.POSITIVE_INFINITY);
  }

  @Test
  void longCurvesAreReadToTheirEnd() throws IOException {
    var text = new StringBuilder("experiment,variant,seed,trial,iteration,loss,accuracy\n");
    for (int i = 1; i <= 5000; i++) {
      text.append("e,0,1,t,").append(i).append(',').append(1f / i).append(",0.5\n");
    }

    var curves = read(text.toString()).get(0);

    assertThat(curves.values().get(0)).hasSize(5000).endsWith(1f / 5000);
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
