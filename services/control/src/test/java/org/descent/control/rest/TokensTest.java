package org.descent.control.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final String READER = "reader-of-curves-0123456789";
  private static final String WRITER = "writer-of-files-0123456789";
  private static final Instant NOW = Instant.ofEpochSecond(1_000_000);

  private final Tokens tokens =
      Tokens.in("read:" + READER + "  # the group\n\n# nobody\nwrite:" + WRITER + ",\n", "a file");

  @Test
  void aTokenIsGoodForItsRole() {
    assertThat(tokens.role(READER)).contains(Role.READ);
    assertThat(tokens.role(WRITER)).contains(Role.WRITE);
    assertThat(Tokens.in("", "a file").isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "reader", READER + "0", "READER-OF-CURVES-0123456789", "nobody"})
  void nothingElseIsOne(String shown) {
    assertThat(tokens.role(shown)).isEmpty();
  }

  @Test
  void ofTwoRolesTheHigherOneCounts() {
    for (var text : new String[] {"read:T write:T", "write:T read:T"}) {
      assertThat(Tokens.in(text.replace("T", READER), "a file").role(READER)).contains(Role.WRITE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret-secret-secret",
        "admin:secret-secret-secret",
        "anybody:secret-secret-secret",
        "write:secret",
        "write:secret-secret-secrét",
        ":secret-secret-secret",
        "write:"
      })
  void whatIsNoneIsNamedByItsPlaceAndNeverRepeated(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tokens.in("read:" + READER + "\n" + entry, "tokens"))
        .withMessageStartingWith("tokens: token 2 is not ROLE:TOKEN")
        .matches(e -> !e.getMessage().contains("secret"));
  }

  @Test
  void aSessionStandsForItsTokenUntilItsEnd() {
    var session = Tokens.session(READER, NOW.plusSeconds(10));

    assertThat(session).doesNotContain(READER);
    assertThat(tokens.roleOfSession(session, NOW)).contains(Role.READ);
    assertThat(tokens.roleOfSession(session, NOW.plusSeconds(10))).isEmpty();
    assertThat(Tokens.none().roleOfSession(session, NOW)).isEmpty();
    assertThat(tokens.role(session)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        READER,
        "99999999999999999999.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1000010.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "-1.x"
      })
  void nobodyMakesOneUp(String session) {
    assertThat(tokens.roleOfSession(session, NOW)).isEmpty();
  }

  @Test
  void whoeverHasASessionCannotMakeItLonger() {
    var session = Tokens.session(WRITER, NOW.plusSeconds(10)).replace("1000010", "2000000");

    assertThat(tokens.roleOfSession(session, NOW)).isEmpty();
  }
}
