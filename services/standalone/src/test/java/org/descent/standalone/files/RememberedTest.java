package org.descent.standalone.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.standalone.files.Remembered.Relation;
import org.junit.jupiter.api.Test;

class RememberedTest {
  private static final Remembered SEEN = new Remembered("e-1-aa", "e-1", 2, 3, 40);

  @Test
  void whatIsRememberedIsReadAsItWas() {
    var all = List.of(SEEN, new Remembered("ü \"q\"", "ü \"q\"", 0, 0, 0));

    assertThat(Remembered.all(Remembered.text(all))).isEqualTo(all);
  }

  @Test
  void whatLaterReleasesAddIsPassedOver() {
    assertThat(
            Remembered.all(
                "[{\"experiment\":\"e\",\"document\":\"e\",\"ended\":1,\"colour\":\"red\"}]"))
        .containsExactly(new Remembered("e", "e", 1, 0, 0));
  }

  @Test
  void nothingIsRememberedWhereNothingCanBeRead() {
    assertThat(Remembered.all("")).isEmpty();
    assertThat(Remembered.all("[{\"exper")).isEmpty();
  }

  @Test
  void anExperimentIsKnownByItsIdAndItsDocumentByItsOwn() {
    assertThat(SEEN.to(List.of(new Remembered("e-1-aa", "e-1", 0, 0, 0)))).isEqualTo(Relation.SAME);
    assertThat(SEEN.to(List.of(new Remembered("e-1-bb", "e-1", 0, 0, 0))))
        .isEqualTo(Relation.OTHER_DATA);
    assertThat(SEEN.to(List.of(new Remembered("e-2-aa", "e-2", 0, 0, 0))))
        .isEqualTo(Relation.OTHER);
  }

  @Test
  void beforeAnybodyHasLookedAtTheDataTheDocumentIsAllThereIsToGoBy() {
    assertThat(SEEN.to(List.of(new Remembered("e-1", "e-1", 0, 0, 0)))).isEqualTo(Relation.SAME);
  }
}
