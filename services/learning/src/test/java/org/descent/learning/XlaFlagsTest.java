package org.descent.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XlaFlagsTest {
  @Test
  void testsRunWithTheUsualFlags() {
    assertThat(XlaFlags.unusual(Device.detect())).isEmpty();
    assertThat(XlaFlags.inCaller()).isTrue();
  }

  @Test
  void otherFlagsAreNamedInAnyOrder() {
    assertThat(XlaFlags.unusual(XlaFlags.parse(null))).isEqualTo("without XLA_FLAGS");
    assertThat(XlaFlags.unusual(XlaFlags.parse(" --b=1  --a=2 ")))
        .isEqualTo("XLA_FLAGS --a=2 --b=1");
    for (var code : XlaFlags.CODE) {
      var reversed = new ArrayList<>(XlaFlags.usual(code));
      Collections.reverse(reversed);
      assertThat(XlaFlags.unusual(XlaFlags.parse(String.join(" ", reversed)))).isEmpty();
    }
    assertThat(XlaFlags.unusual(XlaFlags.usual("16:1:1*vectwidth"))).contains("16:1:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"descent", "deploy/image/start"})
  void launcherAndImagesSetTheUsualFlags(String script) throws IOException {
    var text = Files.readString(Path.of("../..").resolve(script)).replace("\\\n", "");
    var set = Pattern.compile("XLA_FLAGS=\\$\\{XLA_FLAGS:-([^}]*)}").matcher(text);
    assertThat(set.find()).isTrue();
    assertThat(text).containsPattern("(?m)^export .*\\bNVIDIA_TF32_OVERRIDE=0\\b");
    assertThat(text)
        .contains("TF_ENABLE_ONEDNN_OPTS=${TF_ENABLE_ONEDNN_OPTS:-1} ")
        .contains("TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE=${TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE:-false}");
    assertThat(XlaFlags.parse(set.group(1))).isEqualTo(XlaFlags.usual("$code"));
    assertThat(text)
        .contains(
            """
            code='%s'
            if [[ -e /dev/nvidiactl || -e /dev/dxg ]]; then
              export TF_DETERMINISTIC_OPS=1
            elif grep -qw avx512f /proc/cpuinfo 2>/dev/null; then
              code='%s'
            fi
            """
                .formatted(XlaFlags.CODE.get(0), XlaFlags.CODE.get(1)));
  }
}
