/**
 * What the page in the browser is made from: experiments in aggregate, never curve by curve, so
 * that an answer's size depends on what is drawn and not on how much has been trained.
 */
package org.descent.control.web;
