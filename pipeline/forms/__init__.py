"""Update forms: a workbook for each lead, filled in with what the plan and last quarter say."""

from pipeline.forms.contents import LeadForm, lead_forms
from pipeline.forms.workbook import form_workbook, form_workbooks

__all__ = ["LeadForm", "form_workbook", "form_workbooks", "lead_forms"]
