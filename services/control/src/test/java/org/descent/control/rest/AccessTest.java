package org.descent.control.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.descent.control.ConfigForTests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final String METRICS = "metrics-0123456789";
  private static final String READ = "read-0123456789abc";
  private static final String WRITE = "write-0123456789ab";
  private static final String ALL = "metrics:" + METRICS + ",read:" + READ + ",write:" + WRITE;

  @TempDir Path directory;

  private static Access access(String tokens, Path file, boolean openMetrics, String host) {
    return new Access(
        new ConfigForTests() {
          @Override
          public Optional<String> tokens() {
            return Optional.ofNullable(tokens);
          }

          @Override
          public Optional<Path> tokensFile() {
            return Optional.ofNullable(file);
          }

          @Override
          public boolean openMetrics() {
            return openMetrics;
          }

          @Override
          public Optional<String> processToken() {
            return Optional.of("of-the-process-0123");
          }
        },
        host);
  }

  private static int status(Access access, String method, String path, String token) {
    var header = token == null ? null : "Bearer " + token;
    return access.objection(method, path, header, null).map(Visit.Objection::status).orElse(200);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // method, path, without, metrics, read, write
        "GET,/,200,200,200,200",
        "GET,/js/app.js,200,200,200,200",
        "GET,/q/health,200,200,200,200",
        "GET,/q/health/live,200,200,200,200",
        "GET,/api/login,200,200,200,200",
        "POST,/api/login,200,200,200,200",
        "GET,/q/metrics,401,200,200,200",
        "GET,/q/openapi,401,403,200,200",
        "GET,/api/experiments,401,403,200,200",
        "HEAD,/api/experiments/x/results,401,403,200,200",
        "GET,/api/events,401,403,200,200",
        "GET,/reports/x,401,403,200,200",
        "GET,/reports,401,403,200,200",
        "POST,/api/validate,401,403,200,200",
        "POST,/api/experiments,401,403,403,200",
        "POST,/api/experiments/x/cancel,401,403,403,200",
        "DELETE,/js/app.js,401,403,403,200",
        "POST,/q/healthy,401,403,403,200",
        "GET,/q/healthy,401,403,200,200",
        "GET,/whatever/comes,401,403,200,200"
      })
  void whatMayBeDoneDependsOnTheRole(
      String method, String path, int without, int metrics, int read, int write) {
    var access = access(ALL, null, false, "0.0.0.0");

    assertThat(status(access, method, path, null)).isEqualTo(without);
    assertThat(status(access, method, path, METRICS)).isEqualTo(metrics);
    assertThat(status(access, method, path, READ)).isEqualTo(read);
    assertThat(status(access, method, path, WRITE)).isEqualTo(write);
    assertThat(status(access, method, path, "of-the-process-0123")).isEqualTo(write);
    assertThat(status(access, method, path, "wrong-0123456789ab")).isEqualTo(without);
    assertThat(access.objection(method, path, "Basic " + WRITE, null).isPresent())
        .isEqualTo(without != 200);
  }

  @Test
  void aSessionDoesWhatItsTokenDoes() {
    var access = access(ALL, null, false, "127.0.0.1");
    var session = Tokens.session(READ, Instant.now().plusSeconds(100));

    assertThat(access.objection("GET", "/reports/x", null, session)).isEmpty();
    assertThat(access.objection("POST", "/api/experiments", null, session)).isPresent();
  }

  @Test
  void metricsCanBeOpenAndNothingElse() {
    var access = access(ALL, null, true, "0.0.0.0");

    assertThat(status(access, "GET", "/q/metrics", null)).isEqualTo(200);
    assertThat(status(access, "GET", "/api/experiments", null)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
  void onItsOwnMachineControlAsksForNothingUnlessItIsTold(String host) {
    assertThat(access(null, null, false, host).isOpen()).isTrue();
    assertThat(status(access(null, null, false, host), "POST", "/api/experiments", null))
        .isEqualTo(200);
    assertThat(access(ALL, null, false, host).isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7"})
  void whereOthersReachItControlDoesNotStartWithoutATokenOrTheWordNone(String host) {
    assertThatThrownBy(() -> access(null, null, false, host))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(host, "DESCENT_TOKENS", "descent token")
        .matches(e -> e.getMessage().lines().count() == 1);
    assertThat(access("none", null, false, host).isOpen()).isTrue();
    assertThat(access("read:" + READ, null, false, host).isOpen()).isFalse();
  }

  @Test
  void tokensMayStandInAFile() throws IOException {
    var file = directory.resolve("tokens");
    assertThatThrownBy(() -> access(null, file, false, "0.0.0.0"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file.toString());

    Files.writeString(file, "# nothing yet\n");
    assertThatThrownBy(() -> access("none", file, false, "0.0.0.0"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("has no token");

    Files.writeString(file, "write:" + WRITE + "\n");
    assertThat(status(access("read:" + READ, file, false, "::"), "POST", "/x", WRITE))
        .isEqualTo(200);
  }
}
