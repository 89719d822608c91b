package org.descent.control.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisitTest {
  private static final List<String> HOSTS = List.of("descent.example.org", ".svc.cluster.local");

  private static int status(String method, String host, String origin, String site) {
    return new Visit(method, "/api/experiments", host, origin, site)
        .objection(HOSTS)
        .map(Visit.Objection::status)
        .orElse(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "127.0.0.1:34567",
        "[::1]:8080",
        "10.244.1.17:8080",
        "control:8080",
        "page.localhost",
        "descent.example.org",
        "Descent.Example.org:443",
        "descent.example.org.:443",
        "control.descent.svc.cluster.local:8080"
      })
  void controlAnswersToNamesThatAreItsOwn(String host) {
    assertThat(status("GET", host, null, null)).isEqualTo(200);
    assertThat(status("POST", host, null, null)).isEqualTo(200);
    assertThat(status("POST", host, "https://" + host, "same-origin")).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "descent.example.org.evil.example",
        "xsvc.cluster.local",
        "1.2.3.4.5",
        "evil.example@localhost.x",
        ""
      })
  void namesThatOthersMayHaveAreRefusedWhateverIsAsked(String host) {
    assertThat(status("GET", host, null, null)).isEqualTo(421);
    assertThat(status("POST", host, "http://" + host, "same-origin")).isEqualTo(421);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "http://evil.example,cross-site,403",
        "http://evil.example,-,403",
        "http://localhost:3000,same-site,403", // another server of this machine
        "http://localhost,same-site,403",
        "null,cross-site,403",
        "null,-,403",
        "'',-,403",
        "-,cross-site,403",
        "-,same-site,403",
        "http://localhost:8080,same-origin,200",
        "https://localhost:8080,-,200", // behind a proxy that speaks TLS
        "https://descent.example.org,same-origin,200", // behind one that renames the host
        "-,same-origin,200",
        "-,none,200",
        "-,-,200"
      })
  void pagesFromElsewhereDoNotWrite(String origin, String site, int status) {
    for (var method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      assertThat(status(method, "localhost:8080", origin, site)).isEqualTo(status);
    }
    // what they read their browser does not show them
    assertThat(status("GET", "localhost:8080", origin, site)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/q/health", "/q/health/ready", "/q/health/live"})
  void whetherItIsWellIsToldToWhoeverAsks(String path) {
    assertThat(new Visit("GET", path, "whatever.example", null, null).objection(List.of()))
        .isEmpty();
    assertThat(new Visit("GET", path, null, null, null).objection(List.of())).isEmpty();
    assertThat(new Visit("GET", "/q/metrics", "whatever.example", null, null).objection(HOSTS))
        .isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: x.y", "\u0000.\u001b[31m", "x.y\u2028z"})
  void whatIsToldOfAStrangeNameIsOneLineOfPlainText(String host) {
    var line = new Visit("GET", "/", host, null, null).objection(HOSTS).orElseThrow().line();
    assertThat(line).matches("[\\x20-\\x7e]*");
    var lengthy =
        new Visit("GET", "/", "a.".repeat(5000), null, null).objection(HOSTS).orElseThrow();
    assertThat(lengthy.line()).hasSizeLessThan(300);
  }
}
