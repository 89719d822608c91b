package org.descent.control.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalsTest {
  @Test
  void whoeverComesWhileTheLogIsReadCanLogIn() {
    assertThat(Refusals.asksOfTheLog(LoginResource.PATH)).isFalse();
    assertThat(Refusals.asksOfTheLog("/")).isFalse();
    assertThat(Refusals.asksOfTheLog("/q/health/ready")).isFalse();
    assertThat(Refusals.asksOfTheLog("/api/experiments")).isTrue();
    assertThat(Refusals.asksOfTheLog("/api/events")).isTrue();
  }
}
