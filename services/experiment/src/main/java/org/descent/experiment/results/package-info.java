/** What an experiment has come to: its ledger of events, its curves, its claims and its tables. */
package org.descent.experiment.results;
