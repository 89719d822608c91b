package org.descent.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrintedTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void whatCannotBePrintedIsSaidAndNoSuccess() {
    assertThat(code("No space left on device", 0)).isEqualTo(1);
    assertThat(said()).isEqualTo("stdout cannot be written: no space left on the device\n");
  }

  @Test
  void aMistakeStaysAMistake() {
    assertThat(code("Bad file descriptor", 2)).isEqualTo(2);
  }

  @Test
  void whoeverHasReadEnoughIsNotTroubled() {
    assertThat(code("Broken pipe", 0)).isEqualTo(1);
    assertThat(said()).isEmpty();
  }

  @Test
  void whatCannotBeSaidIsNoSuccessEither() {
    var broken = Printed.to(failing("No space left on device"));
    broken.println("Starting ...");

    assertThat(new Terminal(Printed.to(said), broken, false, 80).finished(0)).isEqualTo(1);
  }

  @Test
  void allIsWellIfAllIsPrinted() {
    var out = Printed.to(new ByteArrayOutputStream());
    out.println("x");

    assertThat(new Terminal(out, err(), false, 80).finished(0)).isZero();
  }

  private int code(String failure, int code) {
    var out = Printed.to(failing(failure));
    out.println("results");
    return new Terminal(out, err(), false, 80).finished(code);
  }

  private PrintStream err() {
    return new PrintStream(said, true, StandardCharsets.UTF_8);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
