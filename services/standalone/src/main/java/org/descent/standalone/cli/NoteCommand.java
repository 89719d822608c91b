package org.descent.standalone.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.descent.experiment.results.ExperimentStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Says something of experiments at a running control. */
@Command(
    name = "note",
    footerHeading = "%nExamples:%n",
    footer = {
      "  descent note sweep --tag for-talk --text 'the rate of figure 3'",
      "  descent note sweep --untag for-talk --archive"
    },
    description = {
      "Gives experiments tags, a note, or a place in the archive, which lists leave out unless asked"
          + " for it. No result depends on it. Without an option it tells what is said."
    },
    sortOptions = false)
final class NoteCommand implements Callable<Integer> {
  @ParentCommand private DescentCommand descent;
  @Mixin private HelpOption help;
  @Mixin private NamedExperiments experiments;

  @Option(names = "--tag", paramLabel = "TAG", split = ",", description = "One more tag.")
  private List<String> tags = List.of();

  @Option(names = "--untag", paramLabel = "TAG", split = ",", description = "One tag less.")
  private List<String> untags = List.of();

  @Option(
      names = "--text",
      paramLabel = "NOTE",
      description = "The note, in the place of what stands there; '' for none.")
  private String text;

  @Option(
      names = "--archive",
      negatable = true,
      description = "Puts it into the archive, or takes it out again.")
  private Boolean archive;

  @Override
  public Integer call() throws IOException {
    return experiments.each(
        descent.terminal(),
        status -> "",
        (control, status) -> {
          var remark = remark(status);
          return told(remark.isEmpty() ? status : control.note(status.experiment(), remark));
        });
  }

  private Map<String, Object> remark(ExperimentStatus status) {
    var remark = new LinkedHashMap<String, Object>();
    if (!tags.isEmpty() || !untags.isEmpty()) {
      var all = new LinkedHashSet<>(status.tags());
      all.addAll(tags);
      untags.forEach(all::remove);
      remark.put("tags", all);
    }
    if (text != null) {
      remark.put("note", text);
    }
    if (archive != null) {
      remark.put("archived", archive);
    }
    return remark;
  }

  private static String told(ExperimentStatus status) {
    var said = new ArrayList<String>();
    if (!status.tags().isEmpty()) {
      said.add(String.join(", ", status.tags()));
    }
    if (!status.note().isEmpty()) {
      said.add(status.note());
    }
    if (status.archived()) {
      said.add("archived");
    }
    return status.experiment() + ": " + (said.isEmpty() ? "nothing" : String.join("; ", said));
  }
}
